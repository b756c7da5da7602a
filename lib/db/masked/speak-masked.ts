import type pg from 'pg';
import { maskAddresses } from './mask-addresses';
import { openSealedKey, sealKey } from './sealed-keys';

/** Made by `npm run migrate` (prisma/masking). */
export const maskedSchema = 'masked';

type Statement = { text: string; values?: unknown[] };
type Result = { rows: unknown[]; fields: { name: string }[] };
type Results = Result | Result[];
type Done = (error: Error | null, result: Results) => void;

/**
 * From here on the connection knows people only masked, whatever is asked of it (decision 71): tables of people are the views of the
 * schema `masked`, and neither an address nor a number in E.164 passes in either direction. Email keys come out sealed and may be asked by in that form.
 */
export async function speakMasked(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ viewname: string }>(
    'SELECT viewname FROM pg_views WHERE schemaname = $1 AND schemaname = (current_schemas(false))[1]',
    [maskedSchema],
  );
  if (rows.length === 0)
    throw new Error(
      'people can’t be read masked: the schema "masked" is missing, or something between sets another search_path',
    );
  const views = new Set(rows.map(({ viewname }) => viewname));
  // Prisma names the schema of every table.
  const throughViews = (text: string): string =>
    text.replace(/"public"\."(\w+)"/g, (all, table: string) =>
      views.has(table) ? `"${maskedSchema}"."${table}"` : all,
    );
  const ask = client.query.bind(client) as (...args: unknown[]) => unknown;
  const query = (asked: string | Statement, ...rest: unknown[]): unknown => {
    const statement = typeof asked === 'string' ? { text: asked } : asked;
    if ('submit' in statement) throw new Error('a masked connection reads no streams');
    const given = rest.find((one) => Array.isArray(one)) ?? statement.values;
    const done = rest.find((one): one is Done => typeof one === 'function');
    const masked = {
      ...statement,
      text: throughViews(statement.text),
      ...(given === undefined ? {} : { values: writes.test(statement.text) ? given : given.map(inward) }),
    };
    return done
      ? ask(masked, (error: Error | null, result: Results) => done(error, error ? result : outward(result)))
      : (ask(masked) as Promise<Results>).then(outward);
  };
  Object.assign(client, { query });
}

/** Who asked for a file stands in the audit log as they are. */
const writes = /^\s*INSERT\b/i;

const through = (value: unknown, change: (text: string) => unknown): unknown => {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => through(one, change));
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, through(one, change)]));
  return value;
};

/** E.164, by which people are known where a book is fed by number; also within a text, as in JSON. */
const numbers = /\+[1-9]\d{6,14}(?!\d)/g;
const hide = (text: string): string =>
  maskAddresses(text).replace(numbers, (number) => `•••${number.slice(-2)}`);

const inward = (value: unknown): unknown => through(value, (text) => openSealedKey(text) ?? hide(text));

const isKey = (column: string): boolean => /^(email_?key|person_key)s?$/i.test(column);
const outOf = (column: string, value: unknown): unknown => through(value, isKey(column) ? sealKey : hide);

function outward(result: Results): Results {
  if (Array.isArray(result)) return result.map((one) => outward(one) as Result);
  result.rows = result.rows.map((row) => {
    if (Array.isArray(row)) return row.map((value, n) => outOf(result.fields[n]?.name ?? '', value));
    return Object.fromEntries(
      Object.entries(row as object).map(([column, value]) => [column, outOf(column, value)]),
    );
  });
  return result;
}
