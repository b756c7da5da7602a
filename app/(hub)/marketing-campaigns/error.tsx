'use client';

import { ErrorState } from '@/components/ui/error-state';

type ErrorProps = { error: Error & { digest?: string }; reset: () => void };

export default function MarketingCampaignsError({ error, reset }: ErrorProps) {
  return (
    <ErrorState title="The statistics could not be read." onRetry={reset} reference={error.digest}>
      Nothing was changed; what Dotdigital told us is kept. Try again in a moment.
    </ErrorState>
  );
}
