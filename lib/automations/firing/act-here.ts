import type { FlowContext } from '@/lib/context';
import { setField, tagRecords } from '@/lib/crm';
import { Prisma, type Tx } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { putOnList } from '@/lib/marketing-lists';
import { documentOf, fetchAutomation, lockClaims } from '../internal';
import { pauseByProduct } from '../pause-by-product';
import { readConditions } from '../read-conditions';
import type { AutomationDocument } from '../schemas';
import { askAgain, skip, type AskedAgain } from './ask-again';

const { sql } = Prisma;

const atOnce = 1_000;

/**
 * What is done here and reaches nobody: done and settled in one transaction, so once, wherever it is killed. What can't be done (the
 * list is gone, or takes nobody by hand; the field is gone) pauses the automation with the reason.
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
  const filter = await readConditions(ctx, known);
  if (filter === null) return false;
  return ctx.db.prisma.$transaction(
    async (tx) => {
      await lockClaims(tx);
      const row = await fetchAutomation(tx, id);
      if (row.state !== 'on' || row.version !== known.version) return false;
      const automation = documentOf(row);
      const asked = await askAgain(ctx, tx, { row, automation, filter, limit: atOnce });
      await skip(ctx, tx, asked);
      const people = asked.filter(({ reason }) => reason === null);
      if (people.length > 0) await act(ctx, tx, id, automation, people);
      return asked.length === atOnce;
    },
    { timeout: 60_000, maxWait: 20_000 },
  );
}

/** Those for whom it isn't done, and why not. */
type LeftOut = { ids: bigint[]; why: string };

async function act(
  ctx: FlowContext,
  tx: Tx,
  id: bigint,
  automation: AutomationDocument,
  people: readonly AskedAgain[],
): Promise<void> {
  const at = ctx.now();
  const leftOut = await change(
    tx,
    automation,
    people.map(({ recordId }) => recordId),
    { origin: 'automation', causeId: String(id), at },
  );
  await tx.$executeRaw`
    UPDATE automation_firings SET settled_at = ${at}::timestamptz, attempt_count = attempt_count + 1,
      state = (CASE WHEN record_id = ANY(${leftOut.ids}::bigint[]) THEN 'skipped' ELSE 'done' END)::firing_state,
      reason_code = CASE WHEN record_id = ANY(${leftOut.ids}::bigint[]) THEN ${leftOut.why} END
    WHERE id = ANY(${people.map((one) => one.id)}::bigint[]) AND state = 'waiting'`;
}

async function change(
  tx: Tx,
  { action, entity }: AutomationDocument,
  recordIds: bigint[],
  told: { origin: string; causeId: string; at: Date },
): Promise<LeftOut> {
  switch (action.kind) {
    case 'tag': {
      const records = sql`SELECT DISTINCT x AS id FROM unnest(${recordIds}::bigint[]) x`;
      await tagRecords(tx, { records, tag: action.tag, change: action.change, ...told });
      return { ids: [], why: '' };
    }
    case 'list': {
      const { at } = told;
      const listId = BigInt(action.listId);
      return {
        ids: await putOnList(tx, { listId, recordIds, at, cause: 'automation' }),
        why: 'removed_by_hand',
      };
    }
    case 'field': {
      const { field, value } = action;
      return { ids: await setField(tx, { entity, recordIds, field, value, ...told }), why: 'nobody_left' };
    }
    default:
      throw new Error(`${action.kind} is not done here`);
  }
}
