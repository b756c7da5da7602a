import { finished } from 'node:stream/promises';
import type { PoolClient, QueryResult } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

import { batchSettings, type batchStatements, consentPartsOf, type Staged } from './batch-sql';
import { customPatch } from '../fields/custom-values';
import type { CrmEntity } from '../fields/entity';
import type { RecordValues } from '../fields/convert-values';
import type { StagedPerson } from './fold-rows';

/** For whom, from where and why a batch of people is stored. */
export type StageSettings = {
  entity: CrmEntity;
  now: Date;
  origin: 'csv' | 'rest';
  /** What record_changes names as the cause. */
  cause: string;
  ownerId: string;
  source: string;
  consentText: string;
};

/** One row of an answer, whichever of the steps it comes from. */
export type StageAnswer = {
  n?: number[];
  first?: string | null;
  last?: string | null;
  visible?: number;
  ids?: string;
  created_ids?: string;
  people_ids?: string;
  created?: number;
  updated?: number;
  people?: number;
};

type Sql = ReturnType<typeof batchStatements>;
type Stageable = Pick<StagedPerson<never>, 'key' | 'values' | 'tags'>;

/** Puts people into the stage and works it in one round trip: the one way by which many records come in, from a file or from a call. */
export async function workStage(
  client: PoolClient,
  settings: StageSettings,
  { staged, sql }: { staged: Staged; sql: Sql },
  people: readonly Stageable[],
): Promise<Map<string, StageAnswer>> {
  await client.query(batchSettings, [
    settings.entity,
    settings.now.toISOString(),
    settings.cause,
    settings.ownerId,
    settings.source,
    settings.consentText,
    settings.origin,
  ]);
  await client.query(sql.create);
  await copyPeople(client, sql.copy, staged, people);
  return runTogether(client, sql);
}

/** Two batches of one entity at once would both miss the other's newcomers: they take turns from here to their commit. */
async function runTogether(
  client: PoolClient,
  sql: { names: string[]; work: string },
): Promise<Map<string, StageAnswer>> {
  const before = [
    "SELECT pg_advisory_xact_lock(hashtextextended('csv-import:' || current_setting('csv.entity'), 0))",
    'ANALYZE csv_stage',
    // Whatever the statistics of a table that is just being filled may say: people are looked up by their key.
    'SET LOCAL enable_seqscan = off',
  ];
  const text = [...before, sql.work].join(';\n');
  const results = (await client.query<StageAnswer>(text)) as unknown;
  const list = Array.isArray(results) ? (results as QueryResult<StageAnswer>[]) : [];
  return new Map(sql.names.map((name, n) => [name, list[n + before.length]?.rows[0] ?? {}]));
}

async function copyPeople(
  client: PoolClient,
  copy: string,
  staged: Staged,
  people: readonly Stageable[],
): Promise<void> {
  const parts = consentPartsOf(staged);
  const lines = people.map((person, n) => {
    let line = `${n}\t${copyText(person.key)}`;
    for (const column of staged.columns) line += `\t${copyText(person.values[column.name] ?? null)}`;
    for (const { name } of parts) line += `\t${copyText(person.values[name] ?? null)}`;
    if (staged.custom.length > 0)
      line += `\t${copyText(JSON.stringify(customPatch(person.values, staged.custom)))}`;
    if (staged.tags) line += `\t${copyText(JSON.stringify(person.tags))}`;
    if (staged.unsaid) line += `\t${unsaidOf(person.values, staged)}`;
    return line;
  });
  const stream = client.query(copyFrom(copy));
  stream.end(`${lines.join('\n')}\n`);
  await finished(stream);
}

/** Fields that a person's rows say nothing of; names of columns need no quotes. */
function unsaidOf(values: RecordValues, { columns }: Staged): string {
  const names = columns.filter(({ name }) => values[name] === undefined).map(({ name }) => name);
  return names.length === 0 ? '\\N' : `{${names.join(',')}}`;
}

const special = /[\\\t\n\r]/;

/** COPY's text form. */
const copyText = (value: string | null): string =>
  value === null
    ? '\\N'
    : special.test(value)
      ? value.replace(/[\\\t\n\r]/g, (sign) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n' })[sign] ?? '\\r')
      : value;
