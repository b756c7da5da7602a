'use client';

import { Ellipsis } from 'lucide-react';
import { Fragment } from 'react';

import { buttonStyles } from '../button-styles';
import { cn } from '../cn';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLink,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../dropdown-menu';
import type { RowAction } from './types';

export function RowMenu({ label, actions }: { label: string; actions: RowAction[] }) {
  if (actions.length === 0) return null;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <button
          type="button"
          aria-label={`Actions for ${label}`}
          className={cn(buttonStyles({ variant: 'quiet', size: 'sm' }), 'dt-menu w-7 px-0')}
        >
          <Ellipsis aria-hidden />
        </button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        {actions.map((action) => (
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
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
