import type { Context } from '@/lib/context';
import { Prisma, readGridPage } from '@/lib/db';
import { personName } from '@/lib/marketing-lists';
import { permit } from '@/lib/permissions';
import { fetchAutomation } from '../internal';
import { reasonWords } from '../triggers/reasons';
import type { FiringRow, FiringStateWord } from '../schemas';
import { firingGrid, type FiringQuery } from './firing-grid';

type Found = {
  id: bigint;
  recordId: bigint;
  entity: FiringRow['person']['entity'];
  name: string;
  email: string | null;
  state: FiringStateWord;
  reasonCode: string | null;
  reasonText: string | null;
  eventAt: Date;
  dueAt: Date;
  firedAt: Date | null;
  settledAt: Date | null;
  attemptCount: number;
  version: number;
};

const columns = Prisma.sql`
  f.id, f.record_id AS "recordId", r.entity::text, ${personName} AS name, r.email, f.state::text, f.reason_code AS "reasonCode",
  f.reason_text AS "reasonText", f.event_at AS "eventAt", f.due_at AS "dueAt", f.fired_at AS "firedAt", f.settled_at AS "settledAt",
  f.attempt_count AS "attemptCount", f.version`;

export async function listFirings(
  ctx: Context,
  id: string,
  query: FiringQuery,
): Promise<{ rows: FiringRow[]; total: number }> {
  permit(ctx, 'automations.read');
  const { id: automationId } = await fetchAutomation(ctx.db.prisma, BigInt(id));
  const question = firingGrid.ask(query, { ctx, automationId });
  const { rows, total } = await readGridPage<Found>(ctx.db.prisma, question, columns);
  return { rows: rows.map(toRow), total };
}

const toRow = (found: Found): FiringRow => ({
  id: String(found.id),
  person: {
    id: String(found.recordId),
    entity: found.entity,
    name: found.name,
    email: found.email,
  },
  state: found.state,
  reason: reasonWords(found.reasonCode, found.reasonText),
  eventAt: found.eventAt.toISOString(),
  dueAt: found.dueAt.toISOString(),
  firedAt: found.firedAt?.toISOString() ?? null,
  settledAt: found.settledAt?.toISOString() ?? null,
  attemptCount: found.attemptCount,
  version: found.version,
});
