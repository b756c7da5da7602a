'use client';

import { callAction } from '@/components/session/call-action';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toaster';
import { useLivePage } from '@/components/ui/use-live';
import { scheduleSyncAction } from '../integrations/actions';

/** Asks the accounts now instead of at their next turn; the page follows what comes of it. */
export function BringInButton({ integrations }: { integrations: { id: string; name: string }[] }) {
  useLivePage('runs', true);
  if (integrations.length === 0) return null;
  return (
    <Button
      size="sm"
      onClick={async () => {
        for (const { id, name } of integrations) {
          const asked = await callAction(() => scheduleSyncAction({ id }));
          if (!asked.ok) toast.bad(`${name} not scheduled`, { detail: asked.error.message });
        }
      }}
    >
      Bring results in now
    </Button>
  );
}
