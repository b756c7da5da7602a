import type { FlowContext } from '@/lib/context';
import { fieldText, statsJoin, writtenText, type RecordField } from '@/lib/crm';
import { Prisma, type Tx } from '@/lib/db';
import type { AutomationDocument } from '../schemas';
import { factsOfPerson, standsAgainst } from '../stands-against';
import type { Addressee } from './send-message';
import { whatHappened } from './what-happened';

const { sql } = Prisma;

type Row = {
  email: string | null;
  mobile: string | null;
  fields: Record<string, string | null>;
  event: unknown;
};

type Leaving = {
  firingId: bigint;
  batchId: bigint;
  automation: AutomationDocument;
  /** Whose values the message holds. */
  fields: readonly RecordField[];
};

/**
 * The last word before a message leaves, stored before it does: from now on it may have left. null: it mustn't, since somebody paused,
 * or the person may not be reached any more.
 */
export async function markLeft(
  ctx: Pick<FlowContext, 'now'>,
  tx: Tx,
  { firingId, batchId, automation, fields }: Leaving,
): Promise<Addressee | null> {
  const values = fields.map((field) => sql`${field.name}::text, ${fieldText(field)}`);
  const [row] = await tx.$queryRaw<Row[]>`
    WITH own AS (
      SELECT f.id, r.email, r.mobile_e164 AS mobile, jsonb_build_object(${
        values.length === 0 ? Prisma.empty : Prisma.join(values)
      }) AS fields, ${whatHappened} AS event
      FROM automation_firings f JOIN automations a ON a.id = f.automation_id AND a.state = 'on'
      JOIN crm_records r ON r.id = f.record_id AND r.deleted_at IS NULL ${statsJoin} ${factsOfPerson(automation)}
      WHERE f.id = ${firingId}::bigint AND f.batch_id = ${batchId}::bigint AND f.state = 'sending' AND f.left_at IS NULL
        AND (${standsAgainst(automation)}) IS NULL)
    UPDATE automation_firings f SET left_at = ${ctx.now()}::timestamptz FROM own WHERE own.id = f.id
    RETURNING own.email, own.mobile, own.fields, own.event`;
  if (!row) return null;
  const written = fields.map((field) => [field.name, writtenText(field, row.fields[field.name] ?? null)]);
  return {
    email: row.email,
    mobile: row.mobile,
    values: { fields: Object.fromEntries(written), event: row.event },
  };
}
