import pg from 'pg';
import type { FlowContext } from '../../context';
import { readPlanMapping } from '../../data-fields';
import type { DataFieldType } from '../../data-fields/schemas';
import { copyOut, withConnection } from './copy-out';
import { frameContacts, joinsSign, partSign } from './frame-contacts';
import { cellOf, isFirst, namesOfFile, namesOfOthers, openRows, type FileOfBatch } from './file-columns';
import type { ExportTarget } from '../load-target';

/** `contacts`: a JSON array, in pieces. */
type Built = { rowCount: number; contacts: Buffer[] };

/** PostgreSQL takes at most 100 arguments in one call: names and values of 50 fields. */
const fieldsPerCall = 50;

/**
 * The rows of one batch that are still to be sent, as v3's JSON array, by address or by number. Nothing is said of anybody's channels: whoever doesn't want
 * mail stays as they are (decision 73). In the first file null clears the field; those that keep or fill leave out what is empty.
 * PostgreSQL writes each person's part, in whatever order it reads the rows.
 */
export async function buildJson(
  ctx: FlowContext,
  target: Pick<ExportTarget, 'integrationId' | 'entity' | 'bookDotdigitalId' | 'channel'>,
  batch: FileOfBatch,
): Promise<Built> {
  const identifier = target.channel === 'sms' ? 'mobileNumber' : 'email';
  const mapping = await readPlanMapping(ctx.db.prisma, target.integrationId, target.entity);
  const types = new Map(mapping.map(({ name, type }) => [name, type]));
  return withConnection(ctx, async (connection) => {
    const readNames = async (statement: string): Promise<string[]> =>
      (await connection.query<{ name: string }>(statement)).rows.map(({ name }) => name);
    const names = await readNames(namesOfFile(batch));
    const fields = isFirst(batch)
      ? valuesOfAll(batch, { names, others: await readNames(namesOfOthers(batch)), types })
      : `jsonb_strip_nulls(${objectOf(batch, names, types)})`;
    const { pieces, rowCount } = await copyOut(
      ctx,
      connection,
      // With two control characters as its signs COPY writes JSON as it stands.
      `COPY (
        SELECT to_json(email_key), fields, CASE WHEN action = 'add' THEN '${joinsSign}' END
        FROM (SELECT action, email_key, ${fields} AS fields ${openRows(batch)} OFFSET 0) p
        ${isFirst(batch) ? '' : `WHERE fields <> '{}'`})
        TO STDOUT WITH (FORMAT csv, DELIMITER '${partSign}', QUOTE E'\\x02', ENCODING 'UTF8')`,
      [frameContacts({ identifier, listId: target.bookDotdigitalId })],
    );
    const [first, ...more] = pieces;
    return {
      rowCount,
      // The first of them follows nobody.
      contacts: [Buffer.from('['), ...(first ? [first.subarray(1)] : []), ...more, Buffer.from(']')],
    };
  });
}

type Types = ReadonlyMap<string, DataFieldType>;

/** A person's values as they are kept, but for those that belong to other files and those that are no text in JSON. */
function valuesOfAll(
  batch: FileOfBatch,
  { names, others, types }: { names: string[]; others: string[]; types: Types },
): string {
  const typed = names.filter((name) => isTyped(types.get(name)));
  const without = [...others, ...typed];
  const texts =
    without.length === 0
      ? 'wanted_values'
      : `(wanted_values - ARRAY[${without.map((name) => pg.escapeLiteral(name)).join(', ')}])`;
  return typed.length === 0 ? texts : `${texts} || ${objectOf(batch, typed, types)}`;
}

function objectOf(batch: FileOfBatch, names: readonly string[], types: Types): string {
  const calls: string[] = [];
  for (let n = 0; n < names.length; n += fieldsPerCall) {
    const pairs = names
      .slice(n, n + fieldsPerCall)
      .map((name) => `${pg.escapeLiteral(name)}, ${asJson(cellOf(batch, name), types.get(name))}`);
    calls.push(`jsonb_build_object(${pairs.join(', ')})`);
  }
  return calls.length === 0 ? `'{}'::jsonb` : `(${calls.join(' || ')})`;
}

const isTyped = (type: DataFieldType | undefined): boolean => type === 'Numeric' || type === 'Boolean';

/** In JSON a number is a number and a flag a flag. */
function asJson(text: string, type: DataFieldType | undefined): string {
  const otherwise = `ELSE to_jsonb(${text}) END`;
  if (type === 'Numeric')
    return `CASE WHEN ${text} ~ '^-?[0-9]{1,30}([.][0-9]{1,30})?$' THEN to_jsonb((${text})::numeric) ${otherwise}`;
  if (type === 'Boolean')
    return `CASE WHEN lower(${text}) IN ('true', 'false') THEN to_jsonb(lower(${text})::boolean) ${otherwise}`;
  return text;
}
