import { describe, expect, test } from 'vitest';
import {
  createRecord,
  exportRecords,
  getRecord,
  listRecords,
  mergeRecords,
  readGrid,
  recordFields,
  recordTimeline,
  relatedFields,
  undoMerge,
  updateRecord,
} from '@/lib/crm';
import { CreateRecordInput, type RecordField, RecordFormInput, textFields } from '@/lib/crm/schemas';
import { runCsvImport, undoCsvImport } from '@/lib/csv-imports';
import { csvLine } from '@/lib/csv';
import type { FlowContext } from '@/lib/context';
import { Prisma } from '@/lib/db';
import { createQueuedImport } from '@/prisma/seed/csv-imports';
import { testContext } from '@/prisma/test-context';
import { read, testApi, type TestApi } from './test-api';
import { sendBulk, startBulkServer } from './test-bulk';

/** Every field of the catalogue goes every road that a value of a record can go. A new field is in here by being in the catalogue. */
type Values = Record<string, string>;
const entity = 'customer';
const fields: readonly RecordField[] = textFields;

/** Columns of crm_records that are no field, each with its reason. */
const noFields: Record<string, string> = {
  id: 'given by the database',
  entity: 'which kind of record it is: it never changes',
  custom: 'values of custom fields: each is a field of its own',
  consent_at: 'goes with consent_state, by consents',
  sms_consent_at: 'goes with sms_consent_state, by consents',
  push_consent_at: 'goes with push_consent_state, by consents',
  version: 'counts changes',
  deleted_at: 'set by deleting and merging',
  merged_into_id: 'set by merging',
};

let made = 0;

/** A value for every field, no two alike, in the form in which they are stored. */
function someValues(): Values {
  made += 1;
  const n = String(made).padStart(2, '0');
  const ofType: Partial<Record<RecordField['type'], string>> = {
    email: `person-${n}@fields.example`,
    date: `1984-02-${n}`,
  };
  const ofName: Values = {
    country: made % 2 ? 'DE' : 'AT',
    language: made % 2 ? 'de' : 'fr',
    birthdayMonthDay: `02-${n}`,
  };
  return Object.fromEntries(
    fields.map(({ name, type }, place) => [
      name,
      ofName[name] ?? ofType[type] ?? (type === 'phone' ? `+49 30 1234${n}${place + 10}` : `${name} ${n}`),
    ]),
  );
}

const only = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(fields.map(({ name }) => [name, values[name]]));

/** What is derived of a field is there where the field is. */
async function derivedOf({ db }: FlowContext, id: string): Promise<Record<string, boolean>> {
  const record: Record<string, unknown> = await db.prisma.crmRecord.findUniqueOrThrow({
    where: { id: BigInt(id) },
  });
  return Object.fromEntries(
    fields.flatMap(({ derived }) =>
      derived ? [[derived.name, typeof record[derived.name] === 'string']] : [],
    ),
  );
}
const allDerived = Object.fromEntries(
  fields.flatMap(({ derived }) => (derived ? [[derived.name, true]] : [])),
);

async function stored(ctx: FlowContext, id: string): Promise<Record<string, unknown>> {
  return only((await getRecord(ctx, { id })).values);
}

async function post(api: TestApi, values: Values): Promise<string> {
  const answer = await api.call('POST', '/customers', values);
  expect(answer.status).toBe(201);
  return String(read(answer, 'id'));
}

test('every column of crm_records is a field of the catalogue, is derived of one, or has its reason', async () => {
  const { db } = await testContext();
  const { rows } = await db.pool.query<{ name: string }>(
    "SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 'crm_records' AND is_generated = 'NEVER'",
  );
  const known = [...recordFields, ...relatedFields].filter(({ source }) => source === 'column');
  const columns = known.flatMap(({ column, derived }) => [column, ...(derived ? [derived.column] : [])]);
  expect(rows.map(({ name }) => name).toSorted()).toEqual([...columns, ...Object.keys(noFields)].toSorted());
  const properties = known.flatMap(({ name, derived }) => [name, ...(derived ? [derived.name] : [])]);
  expect(Object.keys(Prisma.CrmRecordScalarFieldEnum)).toEqual(expect.arrayContaining(properties));
});

describe('every field of the catalogue', () => {
  test('is stored and changed by a form', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const [values, others] = [someValues(), someValues()];
    const given = CreateRecordInput.parse({ entity, ...RecordFormInput.parse(values) });
    const { id } = await createRecord(ctx, given);
    expect(await stored(ctx, id)).toEqual(values);
    expect(await derivedOf(ctx, id)).toEqual(allDerived);
    let { version } = await getRecord(ctx, { id });
    for (const { name } of fields)
      ({ version } = await updateRecord(ctx, { id, version, [name]: others[name] }));
    expect(await stored(ctx, id)).toEqual(others);
    for (const { name } of fields.filter(({ type }) => type !== 'email')) {
      const emptied = await updateRecord(ctx, { id, version, [name]: null });
      expect([name, emptied.values[name]]).toEqual([name, null]);
      ({ version } = emptied);
    }
  });

  test('comes and goes by POST, PATCH and GET', async () => {
    const api = await testApi();
    const [values, others] = [someValues(), someValues()];
    const id = await post(api, values);
    const shown = async () => only((await api.call('GET', `/customers/${id}`)).body as Values);
    expect(await shown()).toEqual(values);
    for (const { name } of fields) {
      const answer = await api.call('PATCH', `/customers/${id}`, { [name]: others[name] });
      expect([answer.status, read(answer, name)]).toEqual([200, others[name]]);
    }
    expect(await shown()).toEqual(others);
    expect(await derivedOf(api.ctx, id)).toEqual(allDerived);
  });

  test('comes by a row of a bulk call, onto a new record and onto one that is there', async () => {
    const api = await testApi();
    const { port } = await startBulkServer(api.ctx);
    const values = someValues();
    const send = (row: Values) => sendBulk(port, api.token, '/customers/bulk', [`${JSON.stringify(row)}\n`]);
    const [told] = (await send(values)).text.split('\n');
    const { id } = JSON.parse(told ?? '') as { id: string };
    expect(await stored(api.person, id)).toEqual(values);
    const others = { ...someValues(), email: values.email ?? '' };
    await send(others);
    expect(await stored(api.person, id)).toEqual(others);
    expect(await derivedOf(api.ctx, id)).toEqual(allDerived);
  });

  test('goes into a file, comes out of it again, and goes back when the import is undone', async () => {
    const ctx = await testContext({ role: 'admin' });
    const [values, before] = [someValues(), someValues()];
    before.email = values.email ?? '';
    const { id } = await createRecord(ctx, { entity, ...before });
    const labels = fields.map(({ label }) => label);
    const file = csvLine(labels) + csvLine(fields.map(({ name }) => values[name]));
    const importId = await createQueuedImport(ctx, file, { entity, options: { dateOrder: 'ymd' } });
    await runCsvImport(ctx, importId);
    expect(await stored(ctx, id)).toEqual(values);
    let text = '';
    const { query } = await readGrid(ctx, { entity, params: {} });
    for await (const part of exportRecords(ctx, { entity, query, choice: { kind: 'ids', ids: [id] } }))
      text += part;
    const [head = '', row = ''] = text
      .replace('\uFEFF', '')
      .split('\r\n')
      .map((line) => `,${line},`);
    for (const { name, label } of fields) {
      expect(head).toContain(`,${label},`);
      expect(row.replaceAll("'+", '+')).toContain(`,${values[name]},`);
    }
    await undoCsvImport(ctx, { id: String(importId) });
    await runCsvImport(ctx, importId);
    expect(await stored(ctx, id)).toEqual(before);
    expect(await derivedOf(ctx, id)).toEqual(allDerived);
  });

  test('can be asked for in a grid, by a filter of its own or by the search', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const values = someValues();
    const { id } = await createRecord(ctx, { entity, ...values });
    await createRecord(ctx, { entity, firstName: 'Somebody else' });
    const bySearch = new Set(['firstName', 'lastName', 'email', 'phone']);
    for (const { name, type } of fields) {
      const value = values[name] ?? '';
      const filter = type === 'date' ? `between:${value},${value}` : `is:${value}`;
      const grid = await readGrid(ctx, {
        entity,
        params: bySearch.has(name) ? { q: value } : { [`f.${name}`]: filter },
      });
      expect([name, grid.lost, grid.query.filters.length]).toEqual([name, [], bySearch.has(name) ? 0 : 1]);
      const { rows } = await listRecords(ctx, { entity, query: grid.query });
      expect([
        name,
        rows.some((row) => row.id === id),
        rows.some((row) => row.name === 'Somebody else'),
      ]).toEqual([name, true, false]);
    }
  });

  test('is taken by a merge, and goes back when the merge is undone', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const [kept, taken] = [someValues(), someValues()];
    const winner = await createRecord(ctx, { entity, ...kept });
    const loser = await createRecord(ctx, { entity, ...taken });
    const versions = {
      winnerId: winner.id,
      winnerVersion: winner.version,
      loserId: loser.id,
      loserVersion: loser.version,
    };
    const { mergeId } = await mergeRecords(ctx, { ...versions, take: fields.map(({ name }) => name) }, []);
    expect(await stored(ctx, winner.id)).toEqual(taken);
    expect(await derivedOf(ctx, winner.id)).toEqual(allDerived);
    expect((await undoMerge(ctx, { mergeId }, [])).kept).toEqual([]);
    expect(await stored(ctx, winner.id)).toEqual(kept);
    expect(await stored(ctx, loser.id)).toEqual(taken);
  });

  test('stands in the history of a record by its label', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const { id, version } = await createRecord(ctx, { entity, ...someValues() });
    await updateRecord(ctx, { id, version, ...someValues() });
    const titles = (await recordTimeline(ctx, { id })).items.map(({ title }) => title);
    expect(titles.toSorted()).toEqual(
      ['Record created', ...fields.map(({ label }) => `${label} changed`)].toSorted(),
    );
  });
});
