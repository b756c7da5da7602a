'use client';

import { useRouter } from 'next/navigation';

import { useRecordEditing } from '@/components/crm/record/record-editing';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toaster';
import type { MergeUndone, MergeView, Survivor } from '@/lib/crm/schemas';
import type { Result } from '@/lib/result';

type MergeNoticeProps = {
  name: string;
  merges: MergeView[];
  /** The merged record whose address led here. */
  arrived: Survivor['merged'] | null;
  undoAction: (input: { mergeId: string }) => Promise<Result<MergeUndone>>;
};

/** Why another record's address led here, and merges into this one that can still be taken back. */
export function MergeNotice({ name, merges, arrived, undoAction }: MergeNoticeProps) {
  const router = useRouter();
  const { mayChange } = useRecordEditing();
  if (merges.length === 0 && !arrived) return null;
  return (
    <div className="mb-4 grid gap-2">
      {arrived && (
        <Notice>
          <b>{arrived.name}</b> was merged into <b>{name}</b>, so that its address leads here.
        </Notice>
      )}
      {merges.map((merge) => (
        <Notice
          key={merge.id}
          action={
            mayChange && (
              <ConfirmDialog
                trigger={<Button size="sm">Undo this merge</Button>}
                tone="primary"
                title={`Make ${merge.loser.name} a record of its own again`}
                goes={`${merge.loser.name} gets back what followed to ${name}: orders, carts, tags, consent and places in lists. Each field gets back what stood there before the merge.`}
                stays="What somebody changed since stays as it is and is named. An opt-out recorded since then stands on both."
                confirm="Undo this merge"
                onConfirm={async () => {
                  const result = await undoAction({ mergeId: merge.id });
                  if (!result.ok) return result;
                  const { kept } = result.data;
                  toast.good('These are two records again', {
                    detail:
                      kept.length > 0
                        ? `Changed since, so left as it is: ${kept.join(', ')}.`
                        : 'Both are what they were.',
                  });
                  router.refresh();
                  return result;
                }}
              />
            )
          }
        >
          {merge.by ?? 'Someone'} merged <b>{merge.loser.name}</b> into this record <Time at={merge.at} />. It
          can be undone until <Time at={merge.undoUntil} as="day" />.
        </Notice>
      ))}
    </div>
  );
}
