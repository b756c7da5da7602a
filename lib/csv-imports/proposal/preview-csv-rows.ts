import { maySeeRecord, type Context } from '@/lib/context';
import { convertCsvRow, type RowSettings } from '../running/convert-csv-row';
import type { CsvPreviewRow } from '../csv-import-schemas';
import { consentChannels, consentFields, type CrmEntity, isConsentState } from '@/lib/crm/schemas';
import { displayName, readValues, type RecordWithOwner } from '@/lib/crm';
import type { CsvRow } from '../reading/read-csv-rows';
import { optedOutHere } from '../values/consent-words';

/** The first rows as they'd become: whom each would create or update, and what of them would change. */
export async function previewCsvRows(
  ctx: Context,
  entity: CrmEntity,
  rows: readonly CsvRow[],
  settings: RowSettings,
): Promise<CsvPreviewRow[]> {
  const byEmail = settings.options.matchBy === 'email';
  const converted = rows.map((row) => ({ row, ...convertCsvRow(row, settings) }));
  const keyOf = (values: Record<string, string | null>): string | null =>
    (byEmail ? values.emailKey : values.externalId) ?? null;
  const keys = converted.flatMap(({ values, problem }) => (problem === null ? (keyOf(values) ?? []) : []));
  const known = await findKnown(ctx, entity, byEmail ? 'emailKey' : 'externalId', keys);
  const seen = new Map<string, number>();
  return converted.map(({ row, values, tags, problem, left }): CsvPreviewRow => {
    const named = values.ownerId
      ? { ...values, ownerId: settings.owners.names.get(values.ownerId) ?? null }
      : values;
    const shown = {
      rowNumber: row.rowNumber,
      values: named,
      tags,
      problem,
      left: left.map(({ message }) => message),
    };
    const nothing = { match: null, before: {}, sameAsRow: null };
    if (problem !== null) return { ...shown, ...nothing, outcome: 'refuse' };
    const key = keyOf(values);
    const record = key === null ? undefined : known.get(key);
    const sameAsRow = key === null ? null : (seen.get(key) ?? null);
    if (key !== null && sameAsRow === null) seen.set(key, row.rowNumber);
    // Whom the row meets is brought up to date by it; what is known of them is not told to whom may not see them.
    const isSeen = record !== undefined && maySeeRecord(ctx, record);
    const match = isSeen ? { id: String(record.id), name: displayName(record) } : null;
    if (settings.options.mode === (record ? 'create' : 'update'))
      return { ...shown, ...nothing, match, sameAsRow, outcome: 'skip' };
    if (!record) return { ...shown, ...nothing, sameAsRow, outcome: 'create' };
    const optedOut = consentChannels.find((channel) => {
      const { state } = consentFields[channel];
      return record[state] === 'withdrawn' && values[state] === 'given';
    });
    if (optedOut) return { ...shown, ...nothing, match, problem: optedOutHere(optedOut), outcome: 'refuse' };
    if (!isSeen) return { ...shown, ...nothing, sameAsRow, outcome: 'update' };
    const before = changedFields(record, values, settings);
    const newTags = tags.filter((tag) => !record.tags.some((one) => one.tag.name === tag));
    return {
      ...shown,
      match,
      before,
      sameAsRow,
      outcome: Object.keys(before).length > 0 || newTags.length > 0 ? 'update' : 'unchanged',
    };
  });
}

const unseen = new Set([
  'emailKey',
  'ownerId',
  ...consentChannels.flatMap((channel) => {
    const { at, source, text } = consentFields[channel];
    return [at, source, text];
  }),
]);

type Known = RecordWithOwner & { tags: { tag: { name: string } }[] };

/** The oldest living record of each key. */
async function findKnown(
  ctx: Context,
  entity: CrmEntity,
  column: 'emailKey' | 'externalId',
  keys: string[],
): Promise<Map<string, Known>> {
  const records = await ctx.db.prisma.crmRecord.findMany({
    where: { entity, deletedAt: null, [column]: { in: keys } },
    include: {
      owner: { select: { id: true, name: true } },
      tags: { select: { tag: { select: { name: true } } } },
    },
    orderBy: { id: 'desc' },
    take: 1_000,
  });
  return new Map(
    records.flatMap((record) => (record[column] === null ? [] : [[record[column], record] as const])),
  );
}

/** What the fields that would change hold now. */
function changedFields(
  record: Known,
  values: Record<string, string | null>,
  { options }: RowSettings,
): Record<string, string | null> {
  const { smsConsentState, pushConsentState } = record;
  const stored: Record<string, string | null> = { ...readValues(record), smsConsentState, pushConsentState };
  const before: Record<string, string | null> = {};
  for (const [name, value] of Object.entries(values)) {
    if (name.endsWith('E164') || unseen.has(name)) continue;
    if (value === null && (options.emptyCells === 'keep' || isConsentState(name))) continue;
    if ((stored[name] ?? null) !== value) before[name] = stored[name] ?? null;
  }
  const ownerId = values.ownerId ?? (options.ownerOf === 'all' ? options.ownerId : null);
  const cleared =
    ownerId === null && 'ownerId' in values && options.emptyCells === 'clear' && record.owner !== null;
  if (cleared || (ownerId !== null && String(record.owner?.id ?? '') !== ownerId))
    before.ownerId = record.owner?.name ?? null;
  return before;
}
