import type { PoolClient } from 'pg';

import type { FlowContext } from '@/lib/context';
import type { StagedPerson } from '@/lib/crm';
import { emailKey } from '@/lib/email-key';
import { erasedAmongWith, erasedWords } from '@/lib/erased';
import type { CsvRow } from '../reading/read-csv-rows';
import type { CsvBatch, RefusedRow } from './stage-csv-rows';

type Sorted = Pick<CsvBatch, 'left'> & { people: StagedPerson<CsvRow>[]; refused: RefusedRow[] };

/**
 * A file doesn't bring back who was erased. Their rows are refused, and nothing of their cells is kept; neither are the samples of a
 * file that names them.
 */
export async function setErasedAside(
  ctx: FlowContext,
  client: PoolClient,
  importId: bigint,
  batch: CsvBatch,
): Promise<Sorted> {
  const rowsKept = [...batch.refused, ...batch.left].map(({ row }) => row);
  const named = [
    ...batch.people.flatMap(({ values }) => values.emailKey ?? []),
    ...rowsKept.flatMap(addressesIn),
  ];
  const erased = await erasedAmongWith(ctx, client, [...new Set(named)]);
  if (erased.size === 0) return batch;
  await client.query(
    `UPDATE csv_imports SET profile = jsonb_set(profile, '{profile,columns}', '[]') WHERE id = $1 AND profile #> '{profile,columns}' IS NOT NULL`,
    [importId],
  );
  const isErased = (row: CsvRow): boolean => addressesIn(row).some((key) => erased.has(key));
  const away = batch.people.filter(({ values }) => erased.has(values.emailKey ?? ''));
  return {
    people: batch.people.filter(({ values }) => !erased.has(values.emailKey ?? '')),
    refused: [
      ...batch.refused.map((one) => (isErased(one.row) ? emptied(one.row) : one)),
      ...away.flatMap(({ rows }) => rows.map(emptied)),
    ],
    left: batch.left.filter(({ row }) => !isErased(row)),
  };
}

const emptied = (row: CsvRow): RefusedRow => ({
  row: { ...row, cells: [] },
  outcome: 'refused',
  reason: erasedWords,
});

const addressesIn = (row: CsvRow): string[] =>
  row.cells.flatMap((cell) => (cell.includes('@') ? (emailKey(cell) ?? []) : []));
