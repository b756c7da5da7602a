'use client';

import { callAction } from '@/components/session/call-action';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toaster';
import { checkResubscribedAction } from '../actions';

export function CheckNow() {
  return (
    <Button
      variant="primary"
      onClick={async () => {
        const result = await callAction(() => checkResubscribedAction({}));
        if (result.ok) toast.good('Looked at everybody');
        else toast.bad(result.error.message);
      }}
    >
      Check now
    </Button>
  );
}
