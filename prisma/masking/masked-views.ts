import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { maskedSchema } from '../../lib/db/masked/speak-masked';
import { type Mask, maskedColumns } from './masked-columns';

type Column = { table: string; name: string; type: string; required: boolean };

const lockKey = 7_269_740_612;

const host = `split_part($1, '@', 2)`;

/**
 * An address as maskAddresses (lib/db/masked) has it; in a book that is fed by number there stands a number. A search asks it of everybody, and a regular expression costs ten times what
 * cutting does: it is for what is no plain address.
 */
const maskedAddress = String.raw`SELECT CASE
  WHEN split_part($1, '@', 1) <> '' AND strpos(${host}, '.') > 1 AND split_part(${host}, '.', -1) <> '' AND split_part($1, '@', 3) = ''
  THEN left($1, 1) || '•••@' || left(${host}, 1) || '•••.' || split_part(${host}, '.', -1)
  WHEN $1 ~ '^\+[0-9]+$' THEN '•••' || right($1, 2)
  ELSE regexp_replace($1, '^(.)[^@]*@(.).*(\.[^.]+)$', '\1•••@\2•••\3') END`;

/** `shown_address` stands for masked readers in the place of public.shown_address. */
const functions = `
CREATE FUNCTION ${maskedSchema}.address(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ ${maskedAddress} $$;
CREATE FUNCTION ${maskedSchema}.shown_address(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ ${maskedAddress} $$;
CREATE FUNCTION ${maskedSchema}.name(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT CASE WHEN $1 = '' THEN '' ELSE left($1, 1) || '•••' END $$;
CREATE FUNCTION ${maskedSchema}.number(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT '•••' || CASE WHEN length($1) > 1 AND translate(right($1, 2), '0123456789', '') = '' THEN right($1, 2)
    ELSE right(regexp_replace($1, '\\D', '', 'g'), 2) END $$;
CREATE FUNCTION ${maskedSchema}.custom(jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(jsonb_object_agg(key, CASE jsonb_typeof(value) WHEN 'string' THEN '"•••"'::jsonb ELSE value END)
    FILTER (WHERE jsonb_typeof(value) IN ('number', 'boolean') OR (jsonb_typeof(value) = 'string' AND value #>> '{}' !~ '^\\d{4}-\\d\\d-\\d\\d$')), '{}')
  FROM jsonb_each($1) $$;
`;

/** Brings the views that masked readers read to what the schema is now. Safe to repeat and to overlap; as it was, nothing is touched. */
export async function makeMaskedViews(client: Client): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [lockKey]);
    const { rows } = await client.query<Column>(
      `
      SELECT c.table_name::text AS "table", c.column_name::text AS name, c.data_type::text AS type, c.is_nullable = 'NO' AS required
      FROM information_schema.columns c WHERE c.table_schema = 'public' AND c.table_name = ANY($1) ORDER BY 1, c.ordinal_position`,
      [Object.keys(maskedColumns)],
    );
    const statements = `CREATE SCHEMA ${maskedSchema};${functions}${viewsOf(rows)}`;
    const hash = createHash('sha256').update(statements).digest('hex');
    if ((await madeOf(client)) !== hash)
      await client.query(
        `DROP SCHEMA IF EXISTS ${maskedSchema} CASCADE; ${statements} COMMENT ON SCHEMA ${maskedSchema} IS '${hash}'`,
      );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

/** Before a migration: a table that a view reads can't be changed. Until they are made again masked readers are turned away. */
export const dropMaskedViews = (client: Client): Promise<unknown> =>
  client.query(`DROP SCHEMA IF EXISTS ${maskedSchema} CASCADE`);

async function madeOf(client: Client): Promise<string | null> {
  const { rows } = await client.query<{ hash: string | null }>(
    `SELECT obj_description(oid, 'pg_namespace') AS hash FROM pg_namespace WHERE nspname = $1`,
    [maskedSchema],
  );
  return rows[0]?.hash ?? null;
}

const viewsOf = (columns: readonly Column[]): string =>
  Object.keys(maskedColumns)
    .map((table) => {
      const shown = columns.filter((column) => column.table === table).map(maskedColumn);
      return `CREATE VIEW ${maskedSchema}."${table}" AS SELECT ${shown.join(', ')} FROM public."${table}";\n`;
    })
    .join('');

function maskedColumn(column: Column): string {
  const name = `"${column.name}"`;
  const mask = maskedColumns[column.table]?.[column.name];
  return `${mask ? masks[mask](name, column.type) : unnamed(name, column)} AS ${name}`;
}

const masks: Record<Mask, (name: string, type: string) => string> = {
  name: (name) => `${maskedSchema}.name(${name})`,
  number: (name) => `${maskedSchema}.number(${name})`,
  address: (name) => `${maskedSchema}.address(${name})`,
  custom: (name) => `${maskedSchema}.custom(${name})`,
  key: (name) => name,
  plain: (name) => name,
  gone: (_, type) => `NULL::${type}`,
};

/** What nobody decided on. */
function unnamed(name: string, { type, required }: Column): string {
  if (type === 'text' || type.startsWith('character'))
    return `CASE WHEN ${name} IS NULL THEN NULL ELSE '•••' END`;
  if (type === 'json' || type === 'jsonb')
    return required ? `'{}'::${type}` : `CASE WHEN ${name} IS NULL THEN NULL ELSE '"•••"'::${type} END`;
  if (type === 'bytea') return required ? `'\\x'::bytea` : 'NULL::bytea';
  if (type === 'ARRAY') return `${name}[1:0]`;
  return name;
}
