'use client';

import { useRouter } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { discardDraftAction } from '../../actions';

export function DiscardDialog({ draft }: { draft: { id: string; version: number; name: string } }) {
  const router = useRouter();
  return (
    <ConfirmDialog
      trigger={<Button variant="quiet">Discard</Button>}
      title={`Discard ${draft.name}`}
      goes="The draft is gone from here, and can’t be sent from here any more."
      stays="What was kept of it at Dotdigital stays there, unsent."
      confirm="Discard"
      onConfirm={async () => {
        const result = await discardDraftAction({ id: draft.id, version: draft.version });
        if (result.ok) router.push('/email-campaigns/drafts');
        return result;
      }}
    />
  );
}
