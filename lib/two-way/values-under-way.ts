import { Prisma, type Tx } from '../db';

const { sql } = Prisma;

type Values = Record<string, unknown> | null;
type Asked = { integrationId: bigint; since: Date };

/** Files of batch `b` that left, of waves `w` that were open while a list was read. */
const sentSince = ({ integrationId, since }: Asked): Prisma.Sql => sql`
  FROM export_batches b
  JOIN waves w ON w.id = b.wave_id
  JOIN connections c ON c.id = w.connection_id AND c.integration_id = ${integrationId}
  WHERE b.kind IN ('import_v2', 'import_v3') AND (b.submitted_at IS NOT NULL OR b.state = 'sending')
    AND (w.finished_at IS NULL OR w.finished_at >= ${since}::timestamptz)`;

/** Rows `p` of such files that were not settled before the list was read: Dotdigital may hold either of their values. */
const isUnderWay = ({ since }: Asked): Prisma.Sql =>
  sql`(p.settled_at IS NULL OR p.settled_at >= ${since}::timestamptz)`;

/** By address and data field: the texts that such a file brings, and those that it replaces. */
export async function readValuesUnderWay(
  tx: Tx,
  { emailKeys, ...asked }: Asked & { emailKeys: readonly string[] },
): Promise<Map<string, (name: string) => string[]>> {
  const rows = await tx.$queryRaw<{ key: string; wanted: Values; held: Values }[]>`
    SELECT p.email_key AS key, p.wanted_values AS wanted, p.held_values AS held
    FROM (SELECT b.id ${sentSince(asked)}) sent
    JOIN planned_changes p ON p.batch_id = sent.id AND p.email_key = ANY(${[...emailKeys]}::text[]) AND ${isUnderWay(asked)}`;
  const byKey = new Map<string, Values[]>();
  for (const { key, wanted, held } of rows) byKey.set(key, [...(byKey.get(key) ?? []), wanted, held]);
  return new Map(
    [...byKey].map(([key, all]) => [key, (name: string) => all.flatMap((values) => textsOf(values?.[name]))]),
  );
}

/** What isn't in a file is left alone by it. */
const textsOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null && 'fill' in value ? [String(value.fill)] : [];
};

/** When the oldest of such files left; null: there is none. */
export async function oldestSentSince(tx: Tx, asked: Asked): Promise<Date | null> {
  const [row] = await tx.$queryRaw<{ at: Date | null }[]>`
    SELECT min(coalesce(b.submitted_at, w.created_at)) AS at ${sentSince(asked)}
      AND EXISTS (SELECT FROM planned_changes p WHERE p.batch_id = b.id AND ${isUnderWay(asked)})`;
  return row?.at ?? null;
}
