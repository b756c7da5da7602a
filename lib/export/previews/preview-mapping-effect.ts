import type { z } from 'zod';
import { channels } from '../../channel';
import { liveConnection } from '../../connections/live-connection';
import type { Context } from '../../context';
import { goesBy, readUnsavedRows, valuesHash, wantedValuesOf } from '../../data-fields';
import type { MappingEffect, MappingEffectInput } from '../../data-fields/schemas';
import { Prisma, runRead } from '../../db';
import { permit } from '../../permissions';
import { estimateCalls } from './estimate-calls';
import { estimateMinutes } from './estimate-minutes';
import { fileLimits } from '../planning/stage-changes';

const { sql } = Prisma;

type Book = { rows: number; people: number };

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
  const options = {
    ...(signal ? { signal } : {}),
    timeoutMs: 20_000,
    tooSlow: 'There are too many people to count whom this would send again. The run after saving tells.',
  };
  const asks = await Promise.all(
    channels.map(async (channel) => {
      const { values, join } = await wantedValuesOf(ctx.db.prisma, {
        integrationId,
        entity,
        mapping: mapping.filter(goesBy(channel)),
      });
      return sql`
      WITH again AS MATERIALIZED (
        SELECT c.id, m.email_key FROM connections c
        JOIN marketing_lists l ON l.id = c.list_id AND l.entity = ${entity}::crm_entity
        JOIN address_books a ON a.id = c.address_book_id AND a.channel = ${channel}
        JOIN book_members m ON m.address_book_id = c.address_book_id AND m.present AND m.held_hash IS NOT NULL
        JOIN crm_records r ON r.id = m.record_id AND r.deleted_at IS NULL
        ${join}
        WHERE c.integration_id = ${integrationId} AND ${liveConnection()} AND m.held_hash <> ${valuesHash(values)})
      SELECT count(*)::int AS rows, (SELECT count(DISTINCT email_key)::int FROM again) AS people FROM again GROUP BY id`;
    }),
  );
  const found = await runRead(ctx, options, async (ask) => {
    const each: Book[][] = [];
    for (const one of asks) each.push(await ask<Book>(one));
    return each;
  });
  const books = found.flat();
  const rows = books.reduce((sum, book) => sum + book.rows, 0);
  return {
    // A number is nobody's address: nobody is counted twice.
    peopleCount: found.reduce((sum, [first]) => sum + (first?.people ?? 0), 0),
    bookCount: books.length,
    callCount: books.reduce((sum, book) => sum + callsOf(book), 0),
    ...(await estimateMinutes(ctx.db.prisma, integrationId, rows)),
  };
}

const callsOf = ({ rows }: Book): number =>
  estimateCalls({ add: 0, update: rows, remove: 0, unsubscribe: 0 }, Math.ceil(rows / fileLimits.rows));
