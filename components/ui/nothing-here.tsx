import type { ReactNode } from 'react';

import { LinkButton } from './button';
import { EmptyState } from './empty-state';

/** What an address shows that leads nowhere, or to what this person may not see. */
export function NothingHere({ nearest }: { nearest?: ReactNode }) {
  return (
    <EmptyState
      title={
        <span role="heading" aria-level={1}>
          Nothing lives at this address
        </span>
      }
      action={
        <>
          {nearest}
          <LinkButton href="/">Go to the dashboard</LinkButton>
        </>
      }
    >
      It may have been deleted, the address has a slip, or your role doesn’t reach it. The menu and the search
      know everything that exists.
    </EmptyState>
  );
}
