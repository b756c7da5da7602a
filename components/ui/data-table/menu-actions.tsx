import { Fragment } from 'react';

import { DropdownMenuItem, DropdownMenuLink, DropdownMenuSeparator } from '../dropdown-menu';
import type { RowAction } from './types';

/** What can be done to a row, in its menu or in that of its page. */
export function MenuActions({ actions }: { actions: RowAction[] }) {
  return actions.map((action) => (
    <Fragment key={action.label}>
      {action.separate && <DropdownMenuSeparator />}
      {action.href && !action.disabled ? (
        <DropdownMenuLink href={action.href}>{action.label}</DropdownMenuLink>
      ) : (
        <DropdownMenuItem
          tone={action.tone}
          disabled={Boolean(action.disabled)}
          hint={action.disabled}
          onSelect={() => action.onSelect?.()}
        >
          {action.label}
        </DropdownMenuItem>
      )}
    </Fragment>
  ));
}
