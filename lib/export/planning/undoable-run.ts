import { isLiveState, isOpenPhase } from '../../connections/live-connection';
import { visibleLists, type Context } from '../../context';
import type { Tx } from '../../db';
import { conflict, notFound } from '../../errors';
import { loadTarget, type ExportTarget } from '../load-target';

type RunWave = { waveId: bigint; connectionId: bigint; phase: string; addressBookId: bigint | null };

export type UndoableRun = { runId: bigint; waveId: bigint; target: ExportTarget };

/** An export run whose list one may see, and what it joined. What speaks against undoing it is refused with its reason. */
export async function fetchUndoableRun(ctx: Context, tx: Tx, id: string): Promise<UndoableRun> {
  const runId = BigInt(id);
  const [wave] = await tx.$queryRaw<RunWave[]>`
    SELECT w.id AS "waveId", w.connection_id AS "connectionId", w.phase::text AS phase, w.address_book_id AS "addressBookId"
    FROM waves w JOIN connections c ON c.id = w.connection_id JOIN marketing_lists l ON l.id = c.list_id AND ${visibleLists(ctx)}
    WHERE w.sync_run_id = ${runId}`;
  const target = wave ? await loadTarget(ctx, wave.connectionId) : null;
  if (!wave || !target) throw notFound('sync run');
  if (isOpenPhase(wave.phase))
    throw conflict('This run is still under way. Cancel it, or wait for its end, then undo it.');
  if (target.channel === 'sms')
    throw conflict(
      'A run by mobile number can’t be undone: only what went by e-mail address is known well enough to be turned round.',
    );
  if (!isLiveState(target.state))
    throw conflict('The list is disconnected from its address book. Connect it again before you undo a run.');
  if (wave.addressBookId === null)
    throw conflict('This run is from before runs could be undone: what it changed is not known well enough.');
  if (wave.addressBookId !== target.addressBookId)
    throw conflict('This run fed another address book than the one that the list is connected to now.');
  return { runId, waveId: wave.waveId, target };
}
