import type { z } from 'zod';

import type { RowOutcome } from './purchase-schemas';

export type ReadRow<Row> = { index: number; row: Row };

export const rejected = (
  index: number,
  externalId: string | null,
  reason: string,
  path: string | null = null,
): RowOutcome => ({ index, externalId, outcome: 'rejected', id: null, reason, path });

/** Rows of a batch by their schema; each that doesn't fit is refused by itself, with what is wrong first. */
export function readRows<Schema extends z.ZodType>(
  schema: Schema,
  raw: readonly unknown[],
): { rows: ReadRow<z.output<Schema>>[]; refused: RowOutcome[] } {
  const rows: ReadRow<z.output<Schema>>[] = [];
  const refused: RowOutcome[] = [];
  raw.forEach((each, index) => {
    const read = schema.safeParse(each);
    if (read.success) {
      rows.push({ index, row: read.data });
      return;
    }
    const { reason, path } = firstProblem(read.error);
    refused.push(rejected(index, externalIdOf(each), reason, path));
  });
  return { rows, refused };
}

/** A key that nobody knows before a value that doesn't fit: it may be that value under another name. */
function firstProblem({ issues }: z.ZodError): { reason: string; path: string | null } {
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys')
      return { reason: 'Not known here.', path: [...issue.path, issue.keys[0]?.slice(0, 60)].join('.') };
  }
  const [issue] = issues;
  const path = issue?.path.join('.') || null;
  const isUnnamed = issue?.code === 'invalid_type' && issue.message.startsWith('Invalid input');
  return {
    reason: isUnnamed
      ? `${path ?? 'This row'} is missing or of the wrong type.`
      : (issue?.message ?? 'This row can’t be read.'),
    path,
  };
}

function externalIdOf(raw: unknown): string | null {
  if (typeof raw !== 'object' || raw === null || !('externalId' in raw)) return null;
  return typeof raw.externalId === 'string' ? raw.externalId.slice(0, 255) : null;
}

/** The last row of each external id counts; the earlier ones are told so. */
export function lastOfEach<Row extends { externalId: string }>(
  rows: readonly ReadRow<Row>[],
): { last: ReadRow<Row>[]; earlier: RowOutcome[] } {
  const last = new Map<string, ReadRow<Row>>();
  const earlier: RowOutcome[] = [];
  for (const each of rows) {
    const known = last.get(each.row.externalId);
    if (known) {
      earlier.push({
        index: known.index,
        externalId: each.row.externalId,
        outcome: 'unchanged',
        id: null,
        path: null,
        reason: `Row ${each.index} of the same batch has this external id too; the later one counts.`,
      });
      last.delete(each.row.externalId);
    }
    last.set(each.row.externalId, each);
  }
  return { last: [...last.values()], earlier };
}
