import { type Context, recordAudit } from '@/lib/context';
import { Prisma, type Tx } from '@/lib/db';
import { conflict } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { type BulkUndo, BulkUndo as BulkUndoInput, type BulkUndone } from './bulk-schemas';
import { causeOf } from '../records/change-cause';

type Counts = { lines: bigint; undone: bigint };

/**
 * Takes a bulk action of one's own back: each record gets what it had before. One that somebody changed since, in the same
 * respect, stays as it is and is counted. Throws when there is nothing (left) to take back.
 */
export async function undoBulk(ctx: Context, raw: BulkUndo): Promise<BulkUndone> {
  permit(ctx, 'crm.write');
  const input = BulkUndoInput.parse(raw);
  return ctx.db.prisma.$transaction(
    async (tx) => {
      const at = ctx.now();
      const lines = Prisma.sql`
      SELECT DISTINCT ON (c.record_id) c.id, c.record_id, c.before, c.after FROM record_changes c JOIN crm_records r ON r.id = c.record_id
      WHERE c.id BETWEEN ${BigInt(input.firstId)} AND ${BigInt(input.lastId)} AND c.at = ${new Date(input.at)} AND c.origin = 'person'
        AND c.cause_id IS NOT DISTINCT FROM ${causeOf(ctx)}::text AND c.field = ${input.kind} AND r.entity = ${input.entity}::crm_entity
      ORDER BY c.record_id, c.id`;
      await tx.$executeRaw`SELECT r.id FROM crm_records r JOIN (${lines}) l ON l.record_id = r.id ORDER BY r.id FOR UPDATE OF r`;
      const counts = await undo[input.kind](tx, { lines, causeId: causeOf(ctx), at });
      const all = Number(counts?.lines ?? 0n);
      const undone = Number(counts?.undone ?? 0n);
      if (undone === 0) throw conflict('Nothing is left to take back: these records were changed since.');
      await recordAudit(ctx, tx, {
        action: `${input.entity}.undo-bulk`,
        subjectType: 'record',
        detail: { what: input.kind, undone, kept: all - undone },
      });
      return { undone, kept: all - undone };
    },
    { timeout: 120_000 },
  );
}

type Undo = (
  tx: Tx,
  input: { lines: Prisma.Sql; causeId: string | null; at: Date },
) => Promise<Counts | undefined>;

/** Nobody spoke of it since: the line is the newest of its kind on the record. */
const newest = (field: string): Prisma.Sql =>
  Prisma.sql`NOT EXISTS (SELECT 1 FROM record_changes n WHERE n.record_id = l.record_id AND n.id > l.id AND n.field = ${field})`;

const undo: Record<BulkUndo['kind'], Undo> = {
  owner: async (tx, { lines, causeId, at }) =>
    (
      await tx.$queryRaw<Counts[]>`
    WITH l AS MATERIALIZED (${lines}), back AS (
      UPDATE crm_records r SET owner_id = (SELECT u.id FROM users u WHERE u.id::text = l.before #>> '{}'), version = r.version + 1, updated_at = ${at}::timestamptz
      FROM l WHERE r.id = l.record_id AND r.deleted_at IS NULL AND ${newest('owner')} RETURNING r.id, l.after, l.before),
    told AS (INSERT INTO record_changes (record_id, field, before, after, origin, cause_id, at) SELECT id, 'owner', after, before, 'person', ${causeId}, ${at}::timestamptz FROM back)
    SELECT (SELECT count(*) FROM l) AS lines, (SELECT count(*) FROM back) AS undone`
    )[0],

  deleted: async (tx, { lines, causeId, at }) =>
    (
      await tx.$queryRaw<Counts[]>`
    WITH l AS MATERIALIZED (${lines}), back AS (
      UPDATE crm_records r SET deleted_at = NULL, version = r.version + 1, updated_at = ${at}::timestamptz
      FROM l WHERE r.id = l.record_id AND r.deleted_at IS NOT NULL AND r.merged_into_id IS NULL AND ${newest('deleted')} AND ${newest('restored')} RETURNING r.id),
    told AS (INSERT INTO record_changes (record_id, field, origin, cause_id, at) SELECT id, 'restored', 'person', ${causeId}, ${at}::timestamptz FROM back)
    SELECT (SELECT count(*) FROM l) AS lines, (SELECT count(*) FROM back) AS undone`
    )[0],

  tags: async (tx, { lines, causeId, at }) =>
    (
      await tx.$queryRaw<Counts[]>`
    WITH l AS MATERIALIZED (${lines}), mine AS MATERIALIZED (
      SELECT l.record_id AS id, l.before, l.after FROM l JOIN crm_records r ON r.id = l.record_id WHERE r.deleted_at IS NULL AND ${newest('tags')}),
    gone AS (
      DELETE FROM record_tags x USING mine m, tags t WHERE x.record_id = m.id AND t.id = x.tag_id AND m.after ? t.name AND NOT m.before ? t.name RETURNING 1),
    given AS (
      INSERT INTO record_tags (record_id, tag_id) SELECT m.id, t.id FROM mine m CROSS JOIN LATERAL jsonb_array_elements_text(m.before) n(name) JOIN tags t ON t.name = n.name
      WHERE NOT m.after ? n.name ON CONFLICT DO NOTHING RETURNING 1),
    touched AS (UPDATE crm_records r SET version = r.version + 1, updated_at = ${at}::timestamptz FROM mine m WHERE r.id = m.id RETURNING 1),
    told AS (INSERT INTO record_changes (record_id, field, before, after, origin, cause_id, at) SELECT id, 'tags', after, before, 'person', ${causeId}, ${at}::timestamptz FROM mine)
    SELECT (SELECT count(*) FROM l) AS lines, (SELECT count(*) FROM mine) AS undone`
    )[0],
};
