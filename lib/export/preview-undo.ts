import type { Context } from '../context';
import { permit } from '../permissions';
import { reasonWord } from '../sync-runs';
import { estimateMinutes } from './estimate-minutes';
import { lookAndForget } from './look-at-plan';
import { countPlanPeople, readPlanPeople, visiblePlanned } from './plan-people';
import { digestUndo, planUndo } from './plan-undo';
import type { PlanPeople, PlanPerson, UndoPeopleInput, UndoShow, UndoView } from './schemas';
import { undoShows } from './schemas';
import { fetchUndoableRun } from './undoable-run';

const [facesOfEach, pageSize] = [5, 20];

/** What undoing a run would do, by the very plan that the undo makes, and a few of each kind. Nothing is sent and nothing is stored. */
export async function previewUndo(ctx: Context, { id }: { id: string }): Promise<UndoView> {
  permit(ctx, 'connections.read');
  permit(ctx, 'crm.read');
  const { target, waveId } = await fetchUndoableRun(ctx, ctx.db.prisma, id);
  const visible = visiblePlanned(ctx);
  return lookAndForget(ctx, async (tx) => {
    const counts = await planUndo(tx, target, waveId);
    const faces: Partial<Record<UndoShow, PlanPerson[]>> = {};
    for (const show of undoShows) {
      const people = await readPlanPeople(tx, target, {
        show,
        q: '',
        visible,
        limit: facesOfEach,
        offset: 0,
      });
      if (people.length > 0) faces[show] = people;
    }
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
      faces,
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
  const visible = visiblePlanned(ctx);
  return lookAndForget(ctx, async (tx) => {
    await planUndo(tx, target, waveId);
    return {
      rows: await readPlanPeople(tx, target, {
        show,
        q,
        visible,
        limit: pageSize,
        offset: (page - 1) * pageSize,
      }),
      total: await countPlanPeople(tx, target, { show, q, visible }),
      pageSize,
    };
  });
}
