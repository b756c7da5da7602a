import type { PoolClient } from 'pg';

import type { FlowContext } from '@/lib/context';
import {
  batchStatements,
  inCsvTransaction,
  type StageAnswer,
  stagedOf,
  type StagedPerson,
  workStage,
} from '@/lib/crm';
import { type Claim, holdBatch } from '../csv-import-lease';
import type { CsvRow } from '../reading/read-csv-rows';
import type { RowSettings } from './convert-csv-row';
import { setErasedAside } from './set-erased-aside';
import type { CsvBatch, RefusedRow } from './stage-csv-rows';
import { storeSuppression } from './store-suppression';
import { nobody, type Stored } from './stored-batch';
import { fieldsOf } from '../fields-of-column';
import { optedOutHere } from '../values/consent-words';

const skippedBecause = {
  create: 'Is here already, and this import only creates.',
  update: 'Is not here yet, and this import only updates.',
  both: '',
};

/**
 * Stores one batch in one transaction: the lease is held first and the rows are counted as done last, so a batch is
 * there with its count or not at all. Once filled, the stage is worked in one round trip.
 */
export async function storeCsvBatch(
  ctx: FlowContext,
  claim: Claim,
  settings: RowSettings,
  batch: CsvBatch,
  doneRowCount: number,
): Promise<void> {
  await inCsvTransaction(ctx, async (client) => {
    await holdBatch(client, claim, doneRowCount);
    const {
      people,
      refused,
      left: withoutValues,
    } = await setErasedAside(ctx, client, claim.import.id, batch);
    const left = [...refused];
    const stored =
      claim.import.kind === 'suppression'
        ? await storeSuppression(ctx, client, claim, people, left)
        : await storePeople(ctx, client, claim, settings, people, left);
    const out = new Set(left.map(({ row }) => row.rowNumber));
    const emptied = withoutValues.filter(({ row }) => !out.has(row.rowNumber));
    await storeLeft(client, claim, [...left, ...emptied.map(emptiedRow)]);
    await client.query(
      `INSERT INTO csv_import_batches (import_id, n, created, people, first_change_id, last_change_id, change_count, new_tag_ids, end_byte, end_row)
       VALUES ($1, (SELECT coalesce(max(n), 0) + 1 FROM csv_import_batches WHERE import_id = $1), $2::int8multirange, $3::int8multirange, $4, $5, $6, $7::bigint[], $8, $9)`,
      [
        claim.import.id,
        stored.createdIds,
        stored.peopleIds,
        stored.firstChangeId,
        stored.lastChangeId,
        stored.changeCount,
        stored.newTagIds,
        batch.end.byte,
        batch.end.row,
      ],
    );
    const skipped = left.filter((one) => one.outcome === 'skipped').length;
    await client.query(
      `UPDATE csv_imports SET done_row_count = done_row_count + $2, created_count = created_count + $3,
         updated_count = updated_count + $4, unchanged_count = unchanged_count + $5, rejected_count = rejected_count + $6, skipped_count = skipped_count + $7, left_count = left_count + $8
       WHERE id = $1`,
      [
        claim.import.id,
        batch.rowCount,
        stored.created,
        stored.updated,
        stored.unchanged,
        left.length - skipped,
        skipped,
        emptied.reduce((sum, { problems }) => sum + problems.length, 0),
      ],
    );
  });
}

const emptiedRow = ({ row, problems }: CsvBatch['left'][number]): RefusedRow => ({
  row,
  outcome: 'left',
  reason: problems.map(({ message }) => message).join(' '),
});

/** Puts people in by sets. Those that an opt-out or the mode stands against are moved to `left`. */
async function storePeople(
  ctx: FlowContext,
  client: PoolClient,
  claim: Claim,
  settings: RowSettings,
  people: readonly StagedPerson<CsvRow>[],
  left: RefusedRow[],
): Promise<Stored> {
  if (people.length === 0) return nobody;
  const { entity, id } = claim.import;
  const { options } = settings;
  const staged = stagedOf([...new Set(settings.columns.flatMap(fieldsOf))], options, settings.catalogue);
  const sql = batchStatements(staged, options);
  const answers = await workStage(
    client,
    {
      entity,
      now: ctx.now(),
      origin: 'csv',
      cause: String(id),
      ownerId: options.ownerId ?? String(claim.import.createdById ?? ''),
      source: options.source ?? '',
      consentText: options.consent?.text ?? '',
    },
    { staged, sql },
    people,
  );
  const out = new Set<number>();
  const leave = (answer: StageAnswer | undefined, outcome: RefusedRow['outcome'], reason: string): void => {
    for (const n of answer?.n ?? []) {
      out.add(n);
      for (const row of people[n]?.rows ?? []) left.push({ row, outcome, reason });
    }
  };
  leave(answers.get('skipped'), 'skipped', skippedBecause[options.mode]);
  for (const { channel } of staged.consents)
    leave(
      answers.get(`refused.${channel}`),
      'refused',
      `${optedOutHere(channel)} Record a new consent on the record’s page, or leave the consent column out.`,
    );
  const {
    created = 0,
    updated = 0,
    people: count = 0,
    created_ids: createdIds = '{}',
    people_ids: peopleIds = '{}',
  } = answers.get('outcome') ?? {};
  const kept = people.filter((_, n) => !out.has(n));
  const told = [answers.get('told'), answers.get('tagsTold')];
  return {
    created,
    updated: updated + kept.reduce((sum, person) => sum + person.repeatUpdated, 0),
    unchanged: count - created - updated + kept.reduce((sum, person) => sum + person.repeatUnchanged, 0),
    createdIds,
    peopleIds,
    firstChangeId: told.find((one) => one?.first)?.first ?? null,
    lastChangeId: told.findLast((one) => one?.last)?.last ?? null,
    changeCount: told.reduce((sum, one) => sum + (one?.visible ?? 0), 0),
    newTagIds: answers.get('newTags')?.ids ?? '{}',
  };
}

async function storeLeft(client: PoolClient, claim: Claim, left: readonly RefusedRow[]): Promise<void> {
  if (left.length === 0) return;
  await client.query(
    `INSERT INTO csv_import_rows (import_id, row_number, outcome, cells, reason)
     SELECT $1, n, outcome, cells::jsonb, reason FROM unnest($2::int[], $3::text[], $4::text[], $5::text[]) AS t(n, outcome, cells, reason)
     ON CONFLICT (import_id, row_number) DO NOTHING`,
    [
      claim.import.id,
      left.map(({ row }) => row.rowNumber),
      left.map(({ outcome }) => outcome),
      left.map(({ row }) => JSON.stringify(row.cells.map((cell) => cell.replaceAll('\0', '\u2400')))),
      left.map(({ reason }) => reason),
    ],
  );
}
