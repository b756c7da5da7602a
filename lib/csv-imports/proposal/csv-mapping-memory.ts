import type { Tx } from '@/lib/db';
import type { CsvMapping } from '../csv-import-schemas';
import type { CrmEntity } from '@/lib/crm/schemas';

const LONGEST_HEADING = 200;

const headingOf = (header: string): string => header.trim().toLowerCase().slice(0, LONGEST_HEADING);

/** What columns of these names went into the last time they were imported; '' where they were left out on purpose. */
export async function recallMapping(
  tx: Tx,
  entity: CrmEntity,
  headers: readonly string[],
): Promise<Map<number, string>> {
  const headings = headers.map(headingOf);
  const known = await tx.csvMappingMemory.findMany({
    where: { entity, heading: { in: headings.filter((heading) => heading !== '') } },
  });
  const fields = new Map(known.map((one) => [one.heading, one.field]));
  const recalled = new Map<number, string>();
  headings.forEach((heading, index) => {
    const field = fields.get(heading);
    if (field !== undefined && headings.indexOf(heading) === index) recalled.set(index, field);
  });
  return recalled;
}

/**
 * Keeps what a person decided about each column that has a name of its own: where it went, or that it was left out although
 * a field was proposed. What nobody was asked about isn't remembered.
 */
export async function rememberMapping(
  tx: Tx,
  entity: CrmEntity,
  headers: readonly string[],
  mapping: CsvMapping,
  proposed: ReadonlySet<number>,
): Promise<void> {
  const headings = headers.map(headingOf);
  const decided = new Map<string, string>();
  headings.forEach((heading, index) => {
    const field = mapping[String(index)] ?? (proposed.has(index) ? '' : undefined);
    if (field === undefined || heading === '' || headings.indexOf(heading) !== headings.lastIndexOf(heading))
      return;
    decided.set(heading, field);
  });
  // In one order, so that two starts at once wait for each other instead of blocking.
  const rows = [...decided].sort(([a], [b]) => (a < b ? -1 : 1));
  await tx.$executeRaw`
    INSERT INTO csv_mapping_memory (entity, heading, field, updated_at)
    SELECT ${entity}::crm_entity, heading, field, now() FROM unnest(${rows.map(([heading]) => heading)}::text[], ${rows.map(([, field]) => field)}::text[]) AS t(heading, field)
    ON CONFLICT (entity, heading) DO UPDATE SET field = excluded.field, updated_at = excluded.updated_at`;
}
