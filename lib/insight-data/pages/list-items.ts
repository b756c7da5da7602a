import type { Context } from '@/lib/context';
import { gridCsv, Prisma, readGridPage, rowsOf, type CsvColumn } from '@/lib/db';
import { permit } from '@/lib/permissions';
import { fetchIntegration } from '../internal';
import { itemStateWords, kindWords, type InsightItemRow } from '../schemas';
import { insightGrid, type InsightQuery } from './item-grid';
import { reasonWords } from './reason-words';

type Found = Omit<InsightItemRow, 'id' | 'person' | 'reason' | 'stateAt' | 'heldAt'> & {
  id: bigint;
  recordId: bigint | null;
  name: string | null;
  email: string;
  reasonCode: string | null;
  reasonText: string | null;
  stateAt: Date;
  heldAt: Date | null;
};

const columns = Prisma.sql`
  i.id, i.kind::text, i.key, r.id AS "recordId", nullif(btrim(concat_ws(' ', r.first_name, r.last_name)), '') AS name, i.email_key AS email, i.state::text,
  i.reason_code AS "reasonCode", i.reason_text AS "reasonText", i.state_at AS "stateAt", i.held_at AS "heldAt"`;

export async function listInsightItems(
  ctx: Context,
  integrationId: string,
  query: InsightQuery,
): Promise<{ rows: InsightItemRow[]; total: number }> {
  permit(ctx, 'insight.read');
  const { id } = await fetchIntegration(ctx.db.prisma, integrationId);
  const question = insightGrid.ask(query, { ctx, integrationId: id });
  const { rows, total } = await readGridPage<Found>(ctx.db.prisma, question, columns);
  return { rows: rows.map(toRow), total };
}

const toRow = ({
  recordId,
  name,
  email,
  reasonCode,
  reasonText,
  stateAt,
  heldAt,
  ...row
}: Found): InsightItemRow => ({
  ...row,
  id: String(row.id),
  person: { id: recordId === null ? null : String(recordId), name: name ?? email, email },
  reason: reasonWords(reasonCode, reasonText),
  stateAt: stateAt.toISOString(),
  heldAt: heldAt?.toISOString() ?? null,
});

const csvColumns: readonly CsvColumn<InsightItemRow>[] = [
  ['What', (row) => kindWords[row.kind].one],
  ['External id', (row) => row.key],
  ['Name', (row) => row.person.name],
  ['E-mail', (row) => row.person.email],
  ['State', (row) => itemStateWords[row.state]],
  ['Reason', (row) => row.reason],
  ['Since', (row) => row.stateAt],
  ['At Dotdigital since', (row) => row.heldAt],
];

/** The same as a file, filtered and sorted as shown. */
export async function insightItemsCsv(
  ctx: Context,
  integrationId: string,
  { q, filters, sort }: InsightQuery,
): Promise<AsyncGenerator<string>> {
  permit(ctx, 'insight.read');
  const { id } = await fetchIntegration(ctx.db.prisma, integrationId);
  const question = insightGrid.ask({ q, filters, sort }, { ctx, integrationId: id });
  return gridCsv(ctx.db, rowsOf(question, columns), toRow, csvColumns);
}
