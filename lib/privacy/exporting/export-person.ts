import { type Context, recordAudit } from '../../context';
import { Prisma } from '../../db';
import { permit } from '../../permissions';
import { answersNaming } from '../person/answers-naming';
import { filesNaming } from '../person/files-naming';
import { isMentioned, mentions, spellingsOf } from '../person/mentions';
import { findPerson, personSql, type PersonRef } from '../person/person';
import { places } from '../person/places';
import { disclosures } from '../disclosures/list-disclosures';
import { ofOthers, readRecords } from '../erasing/preview-erasure';
import { PersonAsked } from '../schemas';

const { sql } = Prisma;

const disclosureColumns = [
  'at',
  'what',
  'account',
  'listName',
  'book',
  'syncRunId',
  'email',
  'values',
  'consentState',
  'consentAt',
  'consentText',
];

export type ExportRow = Record<string, unknown>;
/** Rows of one place, as they are read; the columns are those of the table. */
export type ExportPart = { table: string; title: string; columns: string[]; rows: AsyncGenerator<ExportRow> };

/** `parts` may be read more than once. */
export type ExportedPerson = { exportedAt: string; parts: () => AsyncGenerator<ExportPart> };

/** Rows in memory at a time. */
const pageRows = 1_000;

/**
 * Everything that is here about a person, place by place, read while it is taken; of what others wrote only where the address stands and
 * how it is spelled there, since the rest is about others. The audit log says who took it.
 */
export async function exportPerson(ctx: Context, raw: PersonAsked): Promise<ExportedPerson> {
  permit(ctx, 'privacy.export');
  const { prisma } = ctx.db;
  const person = await findPerson(prisma, PersonAsked.parse(raw));
  const [first] = await readRecords(prisma, person);
  await prisma.$transaction((tx) =>
    recordAudit(ctx, tx, {
      action: 'privacy.export',
      subjectType: 'record',
      subjectId: first?.id ?? null,
      detail: { records: person.recordIds },
    }),
  );
  return { exportedAt: ctx.now().toISOString(), parts: () => partsOf(ctx, person) };
}

async function* partsOf(ctx: Context, person: PersonRef): AsyncGenerator<ExportPart> {
  const own = personSql(person);
  const spellings = spellingsOf([...person.emailKeys, ...person.emails]);
  for (const { table, title, read, whose } of places)
    yield {
      table,
      title,
      columns: await columnsOf(ctx, table),
      rows: pages(ctx, sql`SELECT to_jsonb(t) AS row ${read} WHERE ${whose(own)}`),
    };
  const told = sql`SELECT to_jsonb(t) AS row FROM audit_entries t
    WHERE t.subject_type = 'record' AND t.subject_id = ANY(${person.recordIds}::text[])`;
  yield {
    table: 'audit_entries',
    title: 'Lines of the audit log',
    columns: await columnsOf(ctx, 'audit_entries'),
    rows: pages(ctx, told),
  };
  yield {
    table: 'idempotency_keys',
    title: 'Kept answers of the REST API',
    columns: ['route', 'answer', 'effect', 'created_at'],
    rows: pages(
      ctx,
      sql`SELECT jsonb_build_object('route', t.route, 'answer', t.answer, 'effect', t.effect, 'created_at', t.created_at) AS row
        FROM idempotency_keys t WHERE ${answersNaming(person.recordIds, spellings)}`,
    ),
  };
  yield {
    table: 'disclosures',
    title: 'What went to Dotdigital, when, through which list, on which consent',
    columns: disclosureColumns,
    rows: pages(ctx, sql`SELECT to_jsonb(d) AS row FROM (${disclosures(person)}) d`),
  };
  if (spellings.length === 0) return;
  yield {
    table: 'mentions',
    title: 'Where the address is written',
    columns: ['place', 'column', 'id', 'text'],
    rows: mentioned(ctx, person, spellings),
  };
  yield {
    table: 'files',
    title: 'Uploaded files that name the person',
    columns: ['id', 'file_name'],
    rows: pages(
      ctx,
      sql`SELECT jsonb_build_object('id', f.id, 'file_name', f.file_name) AS row ${filesNaming(spellings)}`,
    ),
  };
}

async function* mentioned(
  ctx: Context,
  { recordIds }: PersonRef,
  spellings: readonly string[],
): AsyncGenerator<ExportRow> {
  for (const mention of mentions) {
    const text = Prisma.raw(`t."${mention.column}"::text`);
    yield* pages(
      ctx,
      sql`SELECT jsonb_build_object('place', ${mention.title}::text, 'column', ${`${mention.table}.${mention.column}`}::text,
          'id', to_jsonb(t) -> 'id', 'text', (SELECT s FROM unnest(${[...spellings]}::text[]) s WHERE position(s IN lower(${text})) > 0 LIMIT 1)) AS row
        ${mention.read} WHERE ${isMentioned(mention, spellings)}${ofOthers(mention.table, recordIds)}`,
    );
  }
}

/** One cursor over one statement: memory holds a page, whatever the person did. */
async function* pages(ctx: Context, question: Prisma.Sql): AsyncGenerator<ExportRow> {
  const client = await ctx.db.pool.connect();
  let isWhole = false;
  try {
    await client.query('BEGIN READ ONLY');
    await client.query({ text: `DECLARE rows CURSOR FOR ${question.text}`, values: question.values });
    for (;;) {
      const { rows } = await client.query<{ row: ExportRow }>(`FETCH ${pageRows} FROM rows`);
      for (const { row } of rows) yield row;
      if (rows.length < pageRows) break;
    }
    await client.query('COMMIT');
    isWhole = true;
  } finally {
    if (!isWhole) await client.query('ROLLBACK').catch(() => undefined);
    client.release();
  }
}

async function columnsOf(ctx: Context, table: string): Promise<string[]> {
  const rows = await ctx.db.prisma.$queryRaw<{ name: string }[]>`
    SELECT column_name::text AS name FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = ${table} ORDER BY ordinal_position`;
  return rows.map(({ name }) => name);
}
