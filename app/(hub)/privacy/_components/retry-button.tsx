'use client';

import { callAction } from '@/components/session/call-action';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toaster';
import { retryErasureAction } from '../actions';

export function RetryButton({ id }: { id: string }) {
  return (
    <Button
      onClick={async () => {
        const result = await callAction(() => retryErasureAction({ id }));
        if (!result.ok) toast.bad(result.error.message);
      }}
    >
      Try now
    </Button>
  );
}
