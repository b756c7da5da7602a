'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { Dialog } from '@/components/ui/dialog';
import { DialogButtons, DialogFailure } from '@/components/ui/dialog-parts';
import { Notice } from '@/components/ui/notice';
import { Change, Num } from '@/components/ui/numbers';
import { Skeleton } from '@/components/ui/skeleton';
import { Tiles } from '@/components/ui/tiles';
import { toast } from '@/components/ui/toaster';
import { useDialogAction } from '@/components/ui/use-dialog-action';
import { formatNumber, plural } from '@/lib/format';
import type { SamplePerson } from '@/lib/marketing-lists/schemas';
import { failed, ok } from '@/lib/result';
import { applyUpdateAction } from '../../actions';
import { updateQuestion } from './update-question';

/** Update of an on-demand list: the difference first, then the button that says how much it moves. */
export function UpdateDialog({ id, onOpenChange }: { id: string; onOpenChange: (open: boolean) => void }) {
  const router = useRouter();
  const cache = useQueryClient();
  const { data, error } = useQuery({ ...updateQuestion(id), staleTime: 0 });
  const moves = data ? data.joining + data.leaving : 0;

  const { pending, failure, run } = useDialogAction({
    draft: 'none',
    action: async () => {
      const result = await applyUpdateAction({ id });
      if (!result.ok) return result;
      const { data: update } = result;
      return update.state === 'failed' ? failed({ code: 'failed', message: update.message }) : ok(update);
    },
    onDone: async ({ joined, left }) => {
      toast.good('List updated', {
        detail: `${formatNumber(joined)} came in, ${formatNumber(left)} went out`,
      });
      onOpenChange(false);
      await cache.invalidateQueries({ queryKey: updateQuestion(id).queryKey });
      router.refresh();
    },
    unreachable: 'The server could not be reached, so nothing was changed. Try again in a moment.',
  });

  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title="Update"
      description="What the filter means now, beside the people the list holds. Nothing has changed yet."
      width="sm"
      footer={
        <DialogButtons
          pending={pending}
          why={!data ? 'Being worked out.' : moves === 0 ? 'Nothing would change.' : null}
          onClick={() => void run()}
        >
          {moves === 0 ? 'Update' : `Update ${plural(moves, 'person', 'people')}`}
        </DialogButtons>
      }
    >
      <div className="grid gap-3" aria-live="polite">
        {!data && !error && <Skeleton className="h-20 w-full" />}
        {error && (
          <Notice tone="bad" title="The difference could not be worked out.">
            {error.message}
          </Notice>
        )}
        {data && (
          <Tiles
            items={[
              {
                value: <Change value={data.joining} />,
                label: 'come in',
                tone: data.joining > 0 ? 'good' : undefined,
              },
              {
                value: <Change value={-data.leaving} />,
                label: 'go out',
                tone: data.leaving > 0 ? 'bad' : undefined,
              },
              { value: <Num value={data.unchanged} />, label: 'stay' },
            ]}
          />
        )}
        {data && moves === 0 && (
          <p className="text-ink-2">
            The list holds exactly the people its filter means. There is nothing to update.
          </p>
        )}
        {data && <Names label="Come in" people={data.joiningSample} total={data.joining} />}
        {data && <Names label="Go out" people={data.leavingSample} total={data.leaving} />}
        <DialogFailure title="Not updated." failure={failure} />
      </div>
    </Dialog>
  );
}

function Names({ label, people, total }: { label: string; people: SamplePerson[]; total: number }) {
  if (people.length === 0) return null;
  const more = total - people.length;
  return (
    <p className="text-ink-2">
      <span className="text-ink-3">{label}:</span> {people.map(({ name }) => name).join(', ')}
      {more > 0 && ` and ${formatNumber(more)} more`}
    </p>
  );
}
