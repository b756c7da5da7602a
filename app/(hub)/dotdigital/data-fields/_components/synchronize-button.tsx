'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toaster';
import { plural } from '@/lib/format';
import { refreshDataFieldsAction } from '../../connection-actions';

/** Reads the fields of every active account now; one that fails doesn't stop the others. */
export function SynchronizeButton({ integrations }: { integrations: { id: string; name: string }[] }) {
  const router = useRouter();
  const [pending, setPending] = useState(false);
  if (integrations.length === 0) return null;
  const run = async (): Promise<void> => {
    setPending(true);
    for (const { id, name } of integrations) {
      const result = await refreshDataFieldsAction({ integrationId: id }).catch(() => null);
      if (result?.ok)
        toast.good(`${name} read`, {
          detail: `${plural(result.data.count, 'field')}, ${result.data.changedCount} changed`,
        });
      else
        toast.bad(`${name} not read`, {
          detail: result?.error.message ?? 'The server could not be reached. Try again in a moment.',
        });
    }
    setPending(false);
    router.refresh();
  };
  return (
    <Button pending={pending} onClick={() => void run()}>
      Synchronize
    </Button>
  );
}
