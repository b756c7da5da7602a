import type { Metadata } from 'next';

import { LinkButton } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        title={<span role="heading" aria-level={1}>Nothing lives at this address</span>}
        action={<LinkButton href="/">Go to the dashboard</LinkButton>}
      >
        It may have been deleted, the address has a slip, or your role doesn’t reach it. The menu and the search know everything that exists.
      </EmptyState>
    </main>
  );
}
