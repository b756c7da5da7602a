import type { PoolClient } from 'pg';

import { actorUserId } from '@/lib/actor';
import { type Context, recordAuditWith } from '@/lib/context';
import { erasedAmongWith, erasedWords } from '@/lib/erased';
import { permit } from '@/lib/permissions';
import { convertValues, type RecordValues } from '../fields/convert-values';
import { batchStatements, stagedOf } from './batch-sql';
import { CsvImportOptions } from './intake-schemas';
import { inCsvTransaction } from './in-transaction';
import type { CrmEntity } from '../fields/entity';
import { customName, findField, type RecordField } from '../fields/fields';
import { today } from '../records/internal';
import { readCatalogue } from '../fields/read-catalogue';
import { BulkRecord } from '../records/record-resource';
import { workStage } from './work-stage';

export type BulkRecordOutcome = {
  outcome: 'created' | 'updated' | 'unchanged' | 'rejected';
  id: string | null;
  errors?: { path: string; message: string }[];
};

/** One person of a batch with the rows that speak of them; the later over the earlier. */
type Person = {
  key: string;
  values: RecordValues;
  tags: string[];
  given: Set<string>;
  rows: { at: number; changed: boolean }[];
};

/** What a row gives is set, null included; what it leaves out is no column of its group. */
const options = CsvImportOptions.parse({ matchBy: 'email', emptyCells: 'clear' });

const optedOut = {
  path: 'consent',
  message:
    'This person opted out of mail here, and a row can’t undo that. Record a new consent on the record, or leave consent out.',
};

/**
 * Rows of BulkRecord into records of one entity, matched by e-mail with the oldest record that carries it: made, changed
 * or found the same, each with one outcome in the order given. A row that doesn't fit is refused by itself.
 */
export async function bulkUpsertRecords(
  ctx: Context,
  input: { entity: CrmEntity; rows: readonly unknown[] },
): Promise<BulkRecordOutcome[]> {
  permit(ctx, 'crm.write');
  const catalogue = await readCatalogue(ctx.db.prisma, input.entity);
  const outcomes = new Array<BulkRecordOutcome>(input.rows.length);
  const people = new Map<string, Person>();
  input.rows.forEach((raw, at) => {
    const read = readRow(raw, catalogue, today(ctx));
    if ('errors' in read) outcomes[at] = { outcome: 'rejected', id: null, errors: read.errors };
    else addTo(people, read, at);
  });
  for (const group of groupsOf([...people.values()]))
    await storeGroup(ctx, input.entity, catalogue, group, outcomes);
  return outcomes;
}

type ReadRow = { key: string; values: RecordValues; tags: string[]; given: Set<string> };

function readRow(
  raw: unknown,
  catalogue: readonly RecordField[],
  day: string,
): ReadRow | { errors: { path: string; message: string }[] } {
  const parsed = BulkRecord.safeParse(raw);
  if (!parsed.success)
    return {
      errors: parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
    };
  const { custom, tags, consent, ...texts } = parsed.data;
  const all: Record<string, string | null | undefined> = { ...texts };
  if (consent) all.consentState = consent;
  const errors: { path: string; message: string }[] = [];
  for (const [key, value] of Object.entries(custom ?? {})) {
    const name = customName(key);
    if (findField(catalogue, name)?.writable) all[name] = value === null ? null : String(value);
    else errors.push({ path: name, message: 'There is no such custom field.' });
  }
  const { values, problems } = convertValues(all, { dateOrder: 'ymd', today: day, catalogue });
  for (const { field, message } of problems)
    errors.push({ path: field === 'consentState' ? 'consent' : field, message });
  const key = values.emailKey ?? null;
  if (key === null && errors.length === 0)
    errors.push({ path: 'email', message: 'Needed: rows are matched by it.' });
  if (errors.length > 0 || key === null) return { errors };
  const given = new Set(Object.keys(all).filter((name) => all[name] !== undefined));
  if (tags && tags.length > 0) given.add('tags');
  return { key, values, tags: [...new Set(tags ?? [])], given };
}

function addTo(people: Map<string, Person>, row: ReadRow, at: number): void {
  const known = people.get(row.key);
  if (!known) {
    people.set(row.key, { ...row, rows: [{ at, changed: false }] });
    return;
  }
  let changed = false;
  for (const [name, value] of Object.entries(row.values)) {
    // Two rows that disagree: whoever opted out in one of them has opted out.
    if (name === 'consentState' && known.values.consentState === 'withdrawn') continue;
    if (known.values[name] !== value) changed = true;
    known.values[name] = value;
  }
  for (const tag of row.tags) {
    if (known.tags.includes(tag)) continue;
    known.tags.push(tag);
    changed = true;
  }
  for (const name of row.given) known.given.add(name);
  known.rows.push({ at, changed });
}

/** People whose rows give the same fields: one set of columns each. */
function groupsOf(people: readonly Person[]): Person[][] {
  const groups = new Map<string, Person[]>();
  for (const person of people) {
    const names = [...person.given].sort().join(' ');
    const group = groups.get(names);
    if (group) group.push(person);
    else groups.set(names, [person]);
  }
  return [...groups.values()];
}

type StoredRow = { n: number; id: string; isNew: boolean; changed: boolean };

async function storeGroup(
  ctx: Context,
  entity: CrmEntity,
  catalogue: readonly RecordField[],
  people: readonly Person[],
  outcomes: BulkRecordOutcome[],
): Promise<void> {
  const staged = stagedOf([...(people[0]?.given ?? [])], options, catalogue);
  const sql = batchStatements(staged, options);
  const userId = actorUserId(ctx.actor)?.toString() ?? '';
  const { stored, welcome } = await inCsvTransaction(ctx, async (client) => {
    const erased = await erasedAmongWith(
      ctx,
      client,
      people.map(({ key }) => key),
    );
    const welcome = people.filter(({ key }) => !erased.has(key));
    if (welcome.length === 0) return { stored: new Map<number, StoredRow>(), welcome };
    await workStage(
      client,
      { entity, now: ctx.now(), origin: 'rest', cause: userId, ownerId: userId, source: '', consentText: '' },
      { staged, sql },
      welcome,
    );
    const rows = await readStored(client, staged.tags);
    const counts = {
      created: rows.filter((row) => row.isNew).length,
      updated: rows.filter((row) => !row.isNew && row.changed).length,
    };
    if (counts.created + counts.updated > 0) {
      await recordAuditWith(ctx, client, {
        action: `${entity}.bulk-upsert`,
        subjectType: 'record',
        detail: { ...counts, people: rows.length },
      });
    }
    return { stored: new Map(rows.map((row) => [row.n, row])), welcome };
  });
  const isWelcome = new Set(welcome);
  for (const person of people)
    if (!isWelcome.has(person))
      for (const { at } of person.rows)
        outcomes[at] = { outcome: 'rejected', id: null, errors: [{ path: 'email', message: erasedWords }] };
  welcome.forEach((person, n) => {
    const row = stored.get(n);
    person.rows.forEach(({ at, changed }, place) => {
      if (!row) outcomes[at] = { outcome: 'rejected', id: null, errors: [optedOut] };
      else if (place === 0)
        outcomes[at] = { outcome: row.isNew ? 'created' : row.changed ? 'updated' : 'unchanged', id: row.id };
      else outcomes[at] = { outcome: changed ? 'updated' : 'unchanged', id: row.id };
    });
  });
}

async function readStored(client: PoolClient, tags: boolean): Promise<StoredRow[]> {
  const tagged = tags ? 'OR s.record_id IN (SELECT record_id FROM csv_tagged)' : '';
  const { rows } = await client.query<StoredRow>(
    `SELECT s.n, s.record_id::text AS id, s.is_new AS "isNew", (s.n IN (SELECT n FROM csv_changed) ${tagged}) AS changed FROM csv_stage s`,
  );
  return rows;
}
