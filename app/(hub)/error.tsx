'use client';

import { ErrorState } from '@/components/ui/error-state';

export default function HubError({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  retry: () => void;
}) {
  return (
    <ErrorState title="This page could not be shown." onRetry={retry} reference={error.digest}>
      Nothing was changed. Try again in a moment; if it stays, tell an admin the reference below.
    </ErrorState>
  );
}
