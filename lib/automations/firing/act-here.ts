import type { FlowContext } from '@/lib/context';
import { tagRecords } from '@/lib/crm';
import { Prisma, type Tx } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { problemWords, readFilter } from '@/lib/filters';
import { putOnList } from '@/lib/marketing-lists';
import { documentOf, fetchAutomation, lockClaims } from '../internal';
import { pauseByProduct } from '../pause-by-product';
import type { AutomationAction } from '../schemas';
import { askAgain, skip, type AskedAgain } from './ask-again';

const { sql } = Prisma;

const atOnce = 1_000;

/**
 * What is done here and reaches nobody: done and settled in one transaction, so once, wherever it is killed. What can't be done (the
 * list is gone, or takes nobody by hand) pauses the automation with the reason.
 */
export async function actHere(ctx: FlowContext, id: bigint): Promise<void> {
  try {
    while (!ctx.signal.aborted && (await actOnSome(ctx, id)));
  } catch (error) {
    if (!(error instanceof AppError) || !['conflict', 'not_found'].includes(error.code)) throw error;
    await pauseByProduct(ctx, id, error.userMessage);
  }
}

/** false: nobody is due. */
async function actOnSome(ctx: FlowContext, id: bigint): Promise<boolean> {
  const known = await fetchAutomation(ctx.db.prisma, id);
  const filter = await readFilter(ctx, known.entity, known.conditions, {
    everyList: true,
    forEveryone: true,
  });
  if (!filter.ok) {
    await pauseByProduct(ctx, id, `Its conditions can’t be read. ${problemWords(filter.problems)}`);
    return false;
  }
  return ctx.db.prisma.$transaction(
    async (tx) => {
      await lockClaims(tx);
      const row = await fetchAutomation(tx, id);
      if (row.state !== 'on' || row.version !== known.version) return false;
      const automation = documentOf(row);
      const asked = await askAgain(ctx, tx, { row, automation, filter, limit: atOnce });
      await skip(ctx, tx, asked);
      const people = asked.filter(({ reason }) => reason === null);
      if (people.length > 0) await act(ctx, tx, id, automation.action, people);
      return asked.length === atOnce;
    },
    { timeout: 60_000, maxWait: 20_000 },
  );
}

async function act(
  ctx: FlowContext,
  tx: Tx,
  id: bigint,
  action: AutomationAction,
  people: readonly AskedAgain[],
): Promise<void> {
  const recordIds = people.map(({ recordId }) => recordId);
  const at = ctx.now();
  let leftOut: bigint[] = [];
  if (action.kind === 'tag')
    await tagRecords(tx, {
      records: sql`SELECT DISTINCT x AS id FROM unnest(${recordIds}::bigint[]) x`,
      tag: action.tag,
      change: action.change,
      origin: 'automation',
      causeId: String(id),
      at,
    });
  else if (action.kind === 'list')
    leftOut = await putOnList(tx, { listId: BigInt(action.listId), recordIds, at, cause: 'automation' });
  else return;
  await tx.$executeRaw`
    UPDATE automation_firings SET settled_at = ${at}::timestamptz, attempt_count = attempt_count + 1,
      state = (CASE WHEN record_id = ANY(${leftOut}::bigint[]) THEN 'skipped' ELSE 'done' END)::firing_state,
      reason_code = CASE WHEN record_id = ANY(${leftOut}::bigint[]) THEN 'removed_by_hand' END
    WHERE id = ANY(${people.map((one) => one.id)}::bigint[]) AND state = 'waiting'`;
}
