import { Prisma, type Tx } from '../../db';
import type { BatchKind, FileKind } from '../next-step';

/** Rows of one file, and bytes of it: as base64 in JSON it must stay below Dotdigital's 50,000,000 with room to spare, and three copies of it fit the worker’s memory. */
export const fileLimits = { rows: 50_000, bytes: 20_000_000 };
/** One bulk removal, and as many people who are written about one by one as fit well into one slice of work. */
const removalsPerBatch = 1_000;
const optOutsPerBatch = 100;
const oneByOnePerBatch = 50;

type Part = {
  kind: BatchKind;
  actions: string[];
  weight: Prisma.Sql;
  perBatch: number;
  /** People in one batch are alike in this. */
  alike: Prisma.Sql | null;
  /** How its files treat empty values, and which fields only some of them carry. */
  files: Prisma.Sql;
};

const oneFile = Prisma.sql`'{clear}'::text[], '{}'::text[]`;

const fileOf = (action: 'add' | 'update', kind: FileKind): Part => ({
  kind,
  actions: [action],
  // A row weighs its bytes, at least its share of the row limit: one running sum keeps both limits.
  weight: Prisma.sql`greatest(bytes, ${fileLimits.bytes / fileLimits.rows}::int)`,
  perBatch: fileLimits.bytes,
  alike: Prisma.sql`coalesce(filled_by_rivals, '')`,
  files: Prisma.sql`(SELECT policies FROM plan_files), (SELECT kept_fields FROM plan_files)`,
});

/** A batch of people with a call each, who are alike as those of a file are: whom Dotdigital refuses so goes in one. */
const oneByOne = (part: Part): Part => ({
  ...part,
  kind: 'join',
  weight: Prisma.sql`1`,
  perBatch: oneByOnePerBatch,
});

const partsOf = (fileKind: FileKind, joinOneByOne: boolean): readonly Part[] => [
  {
    kind: 'unsubscribe',
    actions: ['unsubscribe'],
    weight: Prisma.sql`1`,
    perBatch: optOutsPerBatch,
    alike: null,
    files: oneFile,
  },
  {
    kind: 'rename',
    actions: ['rename'],
    weight: Prisma.sql`1`,
    perBatch: oneByOnePerBatch,
    alike: null,
    files: oneFile,
  },
  {
    kind: 'remove',
    actions: ['remove'],
    weight: Prisma.sql`1`,
    perBatch: removalsPerBatch,
    alike: null,
    files: oneFile,
  },
  {
    kind: 'resubscribe',
    actions: ['resubscribe'],
    weight: Prisma.sql`1`,
    perBatch: oneByOnePerBatch,
    alike: null,
    files: oneFile,
  },
  // Newcomers go into the book. Whoever is in it only changes, in files of their own: nobody is put back who was taken off there unseen.
  joinOneByOne ? oneByOne(fileOf('add', fileKind)) : fileOf('add', fileKind),
  fileOf('update', fileKind),
];

/**
 * Writes plan_rows down as the wave's planned changes and batches, in the order they will be sent. Rows that nobody sends
 * (left out) are written too when someone will look at them: `keepSkips`. No file carries them, so they have no time of settling.
 */
export async function stageChanges(
  tx: Tx,
  waveId: bigint,
  {
    fileKind,
    joinOneByOne = false,
    keepSkips,
  }: { fileKind: FileKind; joinOneByOne?: boolean; keepSkips: boolean },
): Promise<void> {
  const [differ] = await tx.$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (SELECT FROM plan_rows WHERE filled_by_rivals IS NOT NULL) AS found`;
  for (const part of partsOf(fileKind, joinOneByOne)) {
    const alike = differ?.found ? part.alike : null;
    const [last] = await tx.$queryRaw<{ rows: number; batches: number }[]>`
      SELECT coalesce((SELECT max(n) FROM planned_changes WHERE wave_id = ${waveId}), 0)::int AS rows,
        coalesce((SELECT max(n) FROM export_batches WHERE wave_id = ${waveId}), 0)::int AS batches`;
    await tx.$executeRaw`
      WITH numbered AS MATERIALIZED (
        SELECT p.*, row_number() OVER w AS k,
          ${last?.batches ?? 0}::int + ${alike ? Prisma.sql`(dense_rank() OVER (ORDER BY ${alike}))::int` : Prisma.sql`1`}
            + ((sum(${part.weight}) OVER w - 1) / ${part.perBatch}::bigint)::int AS batch
        FROM plan_rows p WHERE action = ANY(${part.actions}::text[])
        WINDOW w AS (${alike ? Prisma.sql`ORDER BY ${alike}` : Prisma.empty} ROWS UNBOUNDED PRECEDING)),
      batches AS (
        INSERT INTO export_batches (wave_id, n, kind, row_count, state, policies, kept_fields)
        SELECT ${waveId}, batch, ${part.kind}, count(*), 'prepared', ${part.files} FROM numbered GROUP BY batch
        RETURNING id, n)
      INSERT INTO planned_changes
        (wave_id, n, email_key, email, name, record_id, action, wanted_hash, wanted_values, held_values, reason_code, reason_text, batch_id)
      SELECT ${waveId}, ${last?.rows ?? 0}::int + k, email_key, email, name, record_id, action, wanted_hash, wanted_values, held_values,
        reason_code, reason_text, b.id
      FROM numbered JOIN batches b ON b.n = numbered.batch`;
  }
  if (!keepSkips) return;
  await tx.$executeRaw`
    INSERT INTO planned_changes (wave_id, n, email_key, email, name, record_id, action, outcome, reason_code, reason_text)
    SELECT ${waveId}, coalesce((SELECT max(n) FROM planned_changes WHERE wave_id = ${waveId}), 0) + row_number() OVER (),
      email_key, email, name, record_id, 'skip', 'skipped', reason_code, reason_text
    FROM plan_rows WHERE action = 'skip'`;
}
