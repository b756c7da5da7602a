import { expect, it } from 'vitest';
import { openDb, type Db } from '@/lib/db';
import { places } from '@/lib/privacy/person/places';
import { testContext } from '../test-context';
import { maskedColumns } from './masked-columns';

// Law L21: how people read for whoever reads them masked, whatever is asked.

type Column = {
  table: string;
  name: string;
  type: string;
  maxLength: number | null;
  firstLabel: string | null;
};

const address = 'marker.canary+7@canary.example';
const masked = 'm•••@c•••.example';
const number = '+447911123456';
/** In E.164, by which people are looked up. */
const isKnownByNumber = ({ table, name }: Column): boolean =>
  name === 'mobile_e164' || `${table}.${name}` === 'sms_contacts.mobile';
const markerOf = ({ table, name }: Pick<Column, 'table' | 'name'>): string => `Zq-${table}-${name}-99`;

const readColumns = async ({ pool }: Db): Promise<Column[]> =>
  (
    await pool.query<Column>(
      `SELECT c.table_name AS "table", c.column_name AS name, c.data_type AS type, c.character_maximum_length AS "maxLength",
         (SELECT e.enumlabel FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid WHERE t.typname = c.udt_name LIMIT 1) AS "firstLabel"
       FROM information_schema.columns c
       WHERE c.table_schema = 'public' AND c.table_name = ANY($1) AND c.is_generated = 'NEVER' ORDER BY 1, c.ordinal_position`,
      [Object.keys(maskedColumns)],
    )
  ).rows;

function valueOf(column: Column): unknown {
  const { name, type, maxLength, firstLabel } = column;
  if (firstLabel !== null) return firstLabel;
  if (name === 'email' || name.endsWith('_key')) return address;
  if (isKnownByNumber(column)) return number;
  const said = `${markerOf(column)} ${address}`;
  if (type === 'json' || type === 'jsonb')
    return JSON.stringify({ note: said, born: '1987-06-05', points: 7, nested: [said] });
  // What is plain of these are hashes.
  if (type === 'bytea') return Buffer.from(name.endsWith('_hash') ? '' : said);
  if (type === 'ARRAY') return [said];
  if (type === 'text' || type.startsWith('character'))
    return maxLength !== null && maxLength < said.length ? 'x'.repeat(Math.min(maxLength, 2)) : said;
  if (type === 'uuid') return '00000000-0000-4000-8000-000000000001';
  if (type === 'boolean') return false;
  return type === 'date' || type.startsWith('timestamp') ? '1987-06-05' : 1;
}

async function plant({ pool }: Db, columns: readonly Column[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("SET session_replication_role = 'replica'");
    for (const table of Object.keys(maskedColumns)) {
      const own = columns.filter((column) => column.table === table);
      await client.query(
        `INSERT INTO public."${table}" (${own.map(({ name }) => `"${name}"`).join(', ')}) VALUES (${own.map((_, n) => `$${n + 1}`).join(', ')})`,
        own.map(valueOf),
      );
    }
  } finally {
    await client.query("SET session_replication_role = 'origin'");
    client.release();
  }
}

const models = (db: Db) =>
  Object.entries(db.prisma).filter(
    (entry): entry is [string, { findMany: () => Promise<unknown[]> }] =>
      typeof entry[1] === 'object' && entry[1] !== null && 'findMany' in entry[1],
  );

const asText = (rows: unknown): string =>
  JSON.stringify(rows, (_, value: unknown) =>
    typeof value === 'bigint'
      ? String(value)
      : value instanceof Uint8Array
        ? Buffer.from(value).toString()
        : value,
  );

it('every table that can hold people has its view, and every column that is named is one', async () => {
  const { db } = await testContext();
  const known = new Set((await readColumns(db)).map(({ table, name }) => `${table}.${name}`));
  expect(places.map(({ table }) => table).filter((table) => !(table in maskedColumns))).toEqual([]);
  const named = Object.entries(maskedColumns).flatMap(([table, columns]) =>
    Object.keys(columns).map((column) => `${table}.${column}`),
  );
  expect(named.filter((name) => !known.has(name))).toEqual([]);
  const { rows } = await db.pool.query<{ name: string }>(
    `SELECT viewname AS name FROM pg_views WHERE schemaname = 'masked' ORDER BY 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(maskedColumns).sort());
});

it('through a masked connection nothing of a person comes out, by SQL or by a model, that isn’t declared plain', async () => {
  const { db } = await testContext();
  const columns = await readColumns(db);
  await plant(db, columns);
  const told: string[] = [];
  for (const table of Object.keys(maskedColumns)) {
    const { rows } = await db.masked().pool.query<Record<string, unknown>>(`SELECT * FROM "${table}" t`);
    const whole = await db
      .masked()
      .prisma.$queryRawUnsafe<{ row: unknown }[]>(
        `SELECT to_jsonb(t) - 'email_key' AS row, t::text AS text FROM "${table}" t`,
      );
    expect(rows.length, table).toBe(1);
    told.push(asText(rows), asText(whole.map(({ row }) => row)));
  }
  const read = models(db.masked());
  expect(read.length).toBeGreaterThan(70);
  for (const [, model] of read) told.push(asText(await model.findMany()));
  const text = told.join('\n');
  expect(text.match(/.{0,120}canary.{0,20}/gi)).toBeNull();
  expect(text).toContain(masked);
  expect(text).toContain('"mobileE164":"•••56"');
  expect(text).not.toContain(number);
  const plain = columns.filter(({ table, name }) => maskedColumns[table]?.[name] === 'plain');
  const out = columns.filter((column) => text.includes(markerOf(column)));
  expect(out.filter((column) => !plain.includes(column)).map(markerOf)).toEqual([]);
  expect(out.length).toBeGreaterThan(30);
  const [record] = await db.masked().prisma.crmRecord.findMany();
  expect(record).toMatchObject({
    firstName: 'Z•••',
    phone: '•••97',
    email: masked,
    birthday: null,
    custom: { note: '•••', points: 7 },
  });
});

it('a connection that would not be masked is refused', async () => {
  const { db } = await testContext();
  const elsewhere = openDb(`${db.url}?options=${encodeURIComponent('-c search_path=public')}`, {
    masked: true,
  });
  await expect(elsewhere.pool.query('SELECT 1')).rejects.toThrow('people can’t be read masked');
  await elsewhere.close();
});

it('what is asked for by an address is asked for masked, and what is written is written as it is', async () => {
  const { db } = await testContext();
  const masks = db.masked();
  const { rows } = await masks.pool.query<{ asked: string }>('SELECT length($1::text)::text AS asked', [
    address,
  ]);
  expect(rows).toEqual([{ asked: String(masked.length) }]);
  await masks.prisma.tag.create({ data: { name: address } });
  expect(await db.prisma.tag.count({ where: { name: address } })).toBe(1);
  expect(await masks.prisma.tag.findMany({ select: { name: true } })).toEqual([{ name: masked }]);
});

it('an address is cut where it is plain, and a number where it ends in digits: to what a regular expression makes of every one', async () => {
  const { pool } = (await testContext()).db;
  const parts = ['', 'a', 'Ä', '@', '.', '-', ' ', '9', 'example', '١'];
  const { rows } = await pool.query<{ text: string }>(
    `WITH p(t) AS (SELECT unnest($1::text[])), made AS (
       SELECT a.t || b.t || '@' || c.t || d.t || e.t AS text FROM p a, p b, p c, p d, p e UNION SELECT a.t || b.t || c.t || d.t FROM p a, p b, p c, p d)
     SELECT text FROM made WHERE masked.address(text) IS DISTINCT FROM regexp_replace(text, '^(.)[^@]*@(.).*(\\.[^.]+)$', '\\1•••@\\2•••\\3')
       OR masked.number(text) IS DISTINCT FROM '•••' || right(regexp_replace(text, '\\D', '', 'g'), 2)`,
    [parts],
  );
  expect(rows).toEqual([]);
});
