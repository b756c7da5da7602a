import type { z } from 'zod';
import { liveConnection } from '../connections/live-connection';
import type { Context } from '../context';
import { readUnsavedRows, valuesHash, wantedValuesOf } from '../data-fields';
import type { MappingEffect, MappingEffectInput } from '../data-fields/schemas';
import { Prisma, runRead } from '../db';
import { permit } from '../permissions';
import { estimateCalls } from './estimate-calls';
import { fileLimits } from './stage-changes';

const { sql } = Prisma;

const pastRuns = 10;
/** Where this account has sent nothing yet: rows in a minute, and what a file takes at least until Dotdigital has taken it in. */
const assumedRowsPerMinute = 10_000;

type Book = { rows: number };
type Pace = { rows: number; minutes: number };

/** What saving rows as they stand would set going: whom it would send again, and what that takes. Stores nothing, stops with the asker. */
export async function previewMappingEffect(
  ctx: Context,
  input: z.output<typeof MappingEffectInput>,
  signal?: AbortSignal,
): Promise<MappingEffect> {
  permit(ctx, 'fields.read');
  const integrationId = BigInt(input.integrationId);
  const { entity } = input;
  const mapping = await readUnsavedRows(ctx.db.prisma, integrationId, input.rows);
  const { values, join } = await wantedValuesOf(ctx.db.prisma, { integrationId, entity, mapping });
  const options = {
    ...(signal ? { signal } : {}),
    timeoutMs: 20_000,
    tooSlow: 'There are too many people to count whom this would send again. The run after saving tells.',
  };
  return runRead(ctx, options, async (ask) => {
    const differing = sql`
      FROM connections c
      JOIN marketing_lists l ON l.id = c.list_id AND l.entity = ${entity}::crm_entity
      JOIN book_members m ON m.address_book_id = c.address_book_id AND m.present AND m.held_hash IS NOT NULL
      JOIN crm_records r ON r.id = m.record_id AND r.deleted_at IS NULL
      ${join}
      WHERE c.integration_id = ${integrationId} AND ${liveConnection()} AND m.held_hash <> ${valuesHash(values)}`;
    const books = await ask<Book & { people: number }>(sql`
      WITH again AS MATERIALIZED (SELECT c.id, m.email_key ${differing})
      SELECT count(*)::int AS rows, (SELECT count(DISTINCT email_key)::int FROM again) AS people FROM again GROUP BY id`);
    const [pace] = await ask<Pace>(sql`
      SELECT coalesce(sum(sent), 0)::int AS rows, coalesce(sum(minutes), 0)::float8 AS minutes
      FROM (
        SELECT (SELECT sum(e.row_count) FROM export_batches e WHERE e.wave_id = w.id AND e.kind = 'import_v2') AS sent,
          extract(epoch FROM w.finished_at - w.created_at) / 60 AS minutes
        FROM waves w JOIN connections c ON c.id = w.connection_id AND c.integration_id = ${integrationId}
        WHERE w.phase = 'settled' AND w.finished_at IS NOT NULL
          AND EXISTS (SELECT FROM export_batches e WHERE e.wave_id = w.id AND e.kind = 'import_v2')
        ORDER BY w.id DESC LIMIT ${pastRuns}) past`);
    return effectOf(books, pace);
  });
}

function effectOf(books: readonly (Book & { people: number })[], pace: Pace | undefined): MappingEffect {
  const rows = books.reduce((sum, book) => sum + book.rows, 0);
  const callCount = books.reduce(
    (sum, book) =>
      sum +
      estimateCalls(
        { add: 0, update: book.rows, remove: 0, unsubscribe: 0 },
        Math.ceil(book.rows / fileLimits.rows),
      ),
    0,
  );
  const isMeasured = pace !== undefined && pace.rows > 0 && pace.minutes > 0;
  const perMinute = isMeasured ? pace.rows / pace.minutes : assumedRowsPerMinute;
  return {
    peopleCount: books[0]?.people ?? 0,
    bookCount: books.length,
    callCount,
    minutes: rows === 0 ? 0 : Math.max(1, Math.ceil(rows / perMinute)),
    isMeasured,
  };
}
