import { describe, expect, it } from 'vitest';
import { testContext } from '@/prisma/test-context';
import type { FlowContext } from '@/lib/context';
import { eraseHere } from './erasing/erase-here';
import { personJson, personZip } from './exporting/export-files';
import { exportPerson } from './exporting/export-person';
import { mentions } from './person/mentions';
import { nothingOfPeople } from './person/nothing-of-people';
import { findPerson } from './person/person';
import { places } from './person/places';

const address = 'marker.canary+7@canary.example';
const written = `see ${address.toUpperCase()} here`;

type Column = {
  table: string;
  name: string;
  type: string;
  maxLength: number | null;
  isNullable: boolean;
  hasDefault: boolean;
  firstLabel: string | null;
};

const textTypes = ['text', 'character varying', 'json', 'jsonb', 'bytea', 'ARRAY'];

async function readColumns(ctx: FlowContext): Promise<Column[]> {
  return ctx.db.prisma.$queryRaw<Column[]>`
    SELECT c.table_name::text AS "table", c.column_name::text AS name, c.data_type::text AS type,
      c.character_maximum_length::int AS "maxLength", c.is_nullable = 'YES' AS "isNullable",
      c.column_default IS NOT NULL OR c.is_identity = 'YES' AS "hasDefault",
      (SELECT e.enumlabel::text FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid
       WHERE t.typname = c.udt_name ORDER BY e.enumsortorder LIMIT 1) AS "firstLabel"
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'
    ORDER BY 1, c.ordinal_position`;
}

const placeTables = new Set(places.map(({ table }) => table));
const mentionColumns = new Set(mentions.map(({ table, column }) => `${table}.${column}`));
/** Looked at in ways of their own. */
const special = new Set(['csv_import_chunks.bytes', 'idempotency_keys.answer', 'idempotency_keys.effect']);

const isNothing = ({ table, name }: Column): boolean =>
  table in nothingOfPeople || `${table}.${name}` in nothingOfPeople;
const isPersonal = (column: Column): boolean => {
  const name = `${column.table}.${column.name}`;
  return (
    !isNothing(column) && (placeTables.has(column.table) || mentionColumns.has(name) || special.has(name))
  );
};

const isLink = (name: string): boolean =>
  ['record_id', 'winner_id', 'loser_id', 'order_id', 'cart_id', 'dotdigital_id'].includes(name);

const markerOf = ({ table, name }: Column): string => `mk-${table}-${name}-mk`;

/** What stands in a column of the one row that each table gets; undefined: nothing. */
function valueOf(column: Column): unknown {
  const { table, name, type, maxLength, isNullable, hasDefault, firstLabel } = column;
  const full = `${table}.${name}`;
  const isText = textTypes.includes(type);
  if (name === 'email_key' || name === 'person_key' || full === 'crm_records.email') return address;
  // By which the two hang together.
  if (full === 'sms_contacts.mobile') return 'mk-crm_records-mobile_e164-mk';
  if (isText && isPersonal(column) && full !== 'campaign_clicks.url_hash') {
    const marker = markerOf(column);
    if (full === 'csv_import_rows.cells') return JSON.stringify([address, marker]);
    if (full === 'campaign_clicks.url') return `https://shop.example/a?who=${marker}`;
    if (full === 'idempotency_keys.answer') return `{"id":"1","email":"${address}","name":"${marker}"}`;
    if (full === 'csv_import_chunks.bytes') return Buffer.from(`Email,Name\n${address},${marker}\n`);
    const isMention = mentionColumns.has(full) && !placeTables.has(table);
    const said = isMention ? written : marker;
    if (maxLength !== null && maxLength < said.length) return 'x';
    if (type === 'json' || type === 'jsonb') return JSON.stringify({ note: said });
    if (type === 'bytea') return Buffer.from(marker);
    return type === 'ARRAY' ? [said] : said;
  }
  if (isLink(name)) return 1;
  if (isNullable || hasDefault) return name === 'id' ? 1 : undefined;
  if (firstLabel !== null) return firstLabel;
  if (isText)
    return (
      { bytea: Buffer.from('x'), ARRAY: [], json: '{}', jsonb: '{}' }[type] ?? 'x'.slice(0, maxLength ?? 1)
    );
  if (type === 'boolean') return false;
  return type === 'date' || type.startsWith('timestamp') ? '2026-01-02' : 1;
}

/** One row of the person in every table that can have one, with a marker of its own in every column that can hold a text. */
async function plant(ctx: FlowContext, columns: readonly Column[]): Promise<void> {
  const client = await ctx.db.pool.connect();
  const insert = async (table: string, given: [string, unknown][]): Promise<void> => {
    await client.query(
      `INSERT INTO "${table}" (${given.map(([name]) => `"${name}"`).join(', ')}) VALUES (${given.map((_, n) => `$${n + 1}`).join(', ')})`,
      given.map(([, value]) => value),
    );
  };
  try {
    await client.query("SET session_replication_role = 'replica'");
    const tables = new Set(columns.filter(isPersonal).map((column) => column.table));
    for (const table of [...tables, 'email_campaigns']) {
      const own = columns.filter((column) => column.table === table);
      await insert(
        table,
        own.flatMap((column): [string, unknown][] => {
          const value = valueOf(column);
          return value === undefined ? [] : [[column.name, value]];
        }),
      );
    }
    for (const { table, column, json } of mentions.filter(({ table }) => table === 'crm_records'))
      await insert(table, [
        ['entity', 'lead'],
        ['id', 1000 + Math.floor(Math.random() * 1e9)],
        [column, json ? JSON.stringify({ note: written }) : written],
      ]);
    await insert('campaign_recipients', [
      ['campaign_id', 1],
      ['dotdigital_contact_id', 5],
      ['email_key', 'other@canary.example'],
    ]);
    await insert('record_changes', [
      ['id', 2],
      ['record_id', 1000],
      ['field', 'email'],
      ['before', JSON.stringify(address)],
      ['origin', 'csv'],
    ]);
    await client.query('CREATE SCHEMA pgboss');
    for (const name of ['job', 'archive']) {
      await client.query(`CREATE TABLE pgboss.${name} (state text, data jsonb, output jsonb)`);
      await client.query(`INSERT INTO pgboss.${name} VALUES ('failed', '{}', $1)`, [
        JSON.stringify({ message: `duplicate key (${address}) exists` }),
      ]);
    }
  } finally {
    await client.query("SET session_replication_role = 'origin'");
    client.release();
  }
}

/** Everything that stands anywhere, as text; bytes as what they say. */
async function dump(ctx: FlowContext): Promise<string> {
  const tables = await ctx.db.prisma.$queryRaw<{ name: string; bytes: string[] }[]>`
    SELECT format('%I.%I', t.table_schema, t.table_name) AS name,
      (SELECT coalesce(array_agg(c.column_name::text), '{}') FROM information_schema.columns c
       WHERE c.table_schema = t.table_schema AND c.table_name = t.table_name AND c.data_type = 'bytea') AS bytes
    FROM information_schema.tables t WHERE t.table_schema IN ('public', 'pgboss') AND t.table_type = 'BASE TABLE'`;
  const texts: string[] = [];
  for (const { name, bytes } of tables) {
    const parts = ['t::text', ...bytes.map((column) => `encode("${column}", 'escape')`)].join(", ' ', ");
    const { rows } = await ctx.db.pool.query<{ text: string }>(
      `SELECT concat(${parts}) AS text FROM ${name} t`,
    );
    texts.push(...rows.map(({ text }) => `${name}: ${text}`));
  }
  return texts.join('\n');
}

async function exported(ctx: FlowContext): Promise<string> {
  const person = await exportPerson(ctx, { email: address });
  let json = '';
  for await (const part of personJson(person)) json += part;
  expect(() => JSON.parse(json)).not.toThrow();
  const zip: Uint8Array[] = [];
  for await (const part of personZip(person)) zip.push(part);
  // Stored as it is, not packed: all of it can be read.
  expect(Buffer.concat(zip).toString()).toContain(json);
  expect(Buffer.concat(zip).toString()).toContain('crm_records.csv');
  return json;
}

describe('the whole schema', () => {
  it('has no text that isn’t a person’s, a place where one may be mentioned, or known to hold nothing of people', async () => {
    const columns = await readColumns(await testContext());
    const open = columns
      .filter((column) => textTypes.includes(column.type) && !isNothing(column) && !isPersonal(column))
      .map(({ table, name }) => `${table}.${name}`);
    expect(open).toEqual([]);
    const known = new Set(columns.flatMap(({ table, name }) => [table, `${table}.${name}`]));
    const named = [...Object.keys(nothingOfPeople), ...mentionColumns, ...placeTables, ...special];
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  it('is exported for the person, column by column, and nothing of it is left when they are erased', async () => {
    const ctx = await testContext();
    const columns = await readColumns(ctx);
    await plant(ctx, columns);
    const before = await dump(ctx);
    const planted = columns.filter((column) => before.includes(markerOf(column)));
    expect(planted.length).toBeGreaterThan(70);

    const file = await exported(ctx);
    const asHex = (text: string): string => Buffer.from(text).toString('hex');
    const missing = planted
      .filter(({ table }) => table !== 'csv_import_chunks')
      .map(markerOf)
      .filter((marker) => !file.includes(marker) && !file.includes(asHex(marker)));
    expect(missing).toEqual([]);
    for (const name of mentionColumns)
      if (!placeTables.has(name.split('.')[0] ?? '') || name.startsWith('crm_records.'))
        expect(file).toContain(name);
    expect(file).toContain('"table":"files"');

    const person = await findPerson(ctx.db.prisma, { email: address });
    // What was planted refers to rows that aren't there.
    const erase = () =>
      ctx.db.prisma.$transaction(async (tx) => {
        await tx.$executeRaw`SET LOCAL session_replication_role = 'replica'`;
        return eraseHere(tx, person);
      });
    await erase();
    const after = await dump(ctx);
    const left = after.split('\n').filter((line) => /mk-|marker\.canary/i.test(line));
    expect(left).toEqual([]);
    expect(after).toContain('other@canary.example');
    for (const table of [
      'campaign_recipients',
      'campaign_opens',
      'campaign_clicks',
      'campaign_links',
      'list_events',
    ])
      expect(after.split('\n').filter((line) => line.startsWith(`public.${table}:`)).length, table).toBe(
        before.split('\n').filter((line) => line.startsWith(`public.${table}:`)).length,
      );
    expect(await erase()).toEqual({});
  });
});
