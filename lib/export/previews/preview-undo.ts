import type { Context } from '../../context';
import { permit } from '../../permissions';
import { reasonWord } from '../../sync-runs';
import { estimateMinutes } from './estimate-minutes';
import { lookAndForget } from '../planning/look-at-plan';
import { readFaces, readPeoplePage } from './plan-people';
import { digestUndo, planUndo } from '../planning/plan-undo';
import type { PlanPeople, UndoPeopleInput, UndoView } from '../schemas';
import { undoShows } from '../schemas';
import { fetchUndoableRun } from '../planning/undoable-run';

/** What undoing a run would do, by the very plan that the undo makes, and a few of each kind. Nothing is sent and nothing is stored. */
export async function previewUndo(ctx: Context, { id }: { id: string }): Promise<UndoView> {
  permit(ctx, 'connections.read');
  permit(ctx, 'crm.read');
  const { target, waveId } = await fetchUndoableRun(ctx, ctx.db.prisma, id);
  return lookAndForget(ctx, async (tx) => {
    const counts = await planUndo(tx, target, waveId);
    const { add: putBack, update: setBack, remove: takeOut, skip: leftAsIs } = counts;
    return {
      digest: await digestUndo(tx),
      takeOut,
      putBack,
      setBack,
      leftAsIs,
      reasons: Object.entries(counts.skippedBy)
        .map(([code, count]) => ({ code, label: reasonWord(code), count }))
        .sort((a, b) => b.count - a.count),
      faces: await readFaces(ctx, tx, target, undoShows),
      minutes: (await estimateMinutes(tx, target.integrationId, putBack + setBack + takeOut)).minutes,
      bookName: target.bookName,
    };
  });
}

/** All of one kind, by pages and by a part of the name or address. */
export async function previewUndoPeople(
  ctx: Context,
  { id, show, q, page }: UndoPeopleInput,
): Promise<PlanPeople> {
  permit(ctx, 'connections.read');
  permit(ctx, 'crm.read');
  const { target, waveId } = await fetchUndoableRun(ctx, ctx.db.prisma, id);
  return lookAndForget(ctx, async (tx) => {
    await planUndo(tx, target, waveId);
    return readPeoplePage(ctx, tx, target, { show, q, page });
  });
}
