'use client';

import { ErrorState } from '@/components/ui/error-state';

export default function HubError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <ErrorState title="This page could not be shown." onRetry={reset} reference={error.digest}>
      Nothing was changed. Try again in a moment; if it stays, tell an admin the reference below.
    </ErrorState>
  );
}
