'use client';

import { ErrorState } from '@/components/ui/error-state';

type ErrorProps = { error: Error & { digest?: string }; reset: () => void };

export default function MarketingListsError({ error, reset }: ErrorProps) {
  return (
    <ErrorState title="This could not be read." onRetry={reset} reference={error.digest}>
      Nothing was changed, and no list loses its members by it. Try again in a moment.
    </ErrorState>
  );
}
