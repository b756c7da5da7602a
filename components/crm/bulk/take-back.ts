import { callAction } from '@/components/session/call-action';
import { dismissToast } from '@/components/ui/toast-store';
import { toast } from '@/components/ui/toaster';
import type { BulkUndo } from '@/lib/crm/schemas';
import { agree, formatNumber } from '@/lib/format';
import type { UndoAction } from './bulk-choice';

type Words = { locale: string; done: (undone: number) => string; failed: string };

/** Undoes a delete or another change of grid rows and says how it went; true where at least one record was as before again. */
export async function takeBack(
  action: UndoAction,
  undo: BulkUndo,
  { locale, done, failed }: Words,
): Promise<boolean> {
  const waiting = toast('Taking it back…');
  const result = await callAction(() => action(undo));
  dismissToast(waiting);
  if (!result.ok) {
    toast.bad(failed, { detail: result.error.message });
    return false;
  }
  const { undone, kept } = result.data;
  toast.good(done(undone), {
    detail:
      kept > 0
        ? `${formatNumber(kept, locale)} ${agree(kept, 'was changed since and stays as it is', 'were changed since and stay as they are')}.`
        : undefined,
  });
  return true;
}
