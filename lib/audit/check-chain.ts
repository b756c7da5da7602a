import { createHash } from 'node:crypto';
import type { Context } from '../context';
import { Prisma, type Tx } from '../db';
import { isOurs, readNewestAnchor, type Anchor } from './anchor';

const { sql } = Prisma;

/** Where a chain begins that nothing was cut off: with the SHA-256 of nothing. */
export const beginning: Place = { seq: 0n, hash: new Uint8Array(createHash('sha256').digest()) };
const linksAtOnce = 20_000;

export type ChainFault = {
  /** The place in the chain; null: the line has none. */
  seq: string | null;
  entryId: string | null;
  what: 'changed' | 'gone' | 'gap' | 'unlinked' | 'end' | 'anchor' | 'signature';
};

export type ChainReport = {
  /** Lines that were looked at. */
  count: number;
  seq: bigint;
  hash: Uint8Array<ArrayBuffer>;
  anchor: Anchor | null;
  /** The first line that isn't what was written; null: all are. */
  fault: ChainFault | null;
};

export type Place = { seq: bigint; hash: Uint8Array<ArrayBuffer> };
type Judged = Place & { entry_id: bigint | null; fault: ChainFault['what'] | null; count: number };

/**
 * Whether the lines of the audit log are those that were written: recomputes every link, from the last cut or from the last anchor on.
 * The database that is checked is asked for its lines alone, never how a line is summed up. Of one moment, in bounded memory.
 */
export async function checkChain(
  ctx: Pick<Context, 'db' | 'config'>,
  from: 'cut' | 'anchor',
): Promise<ChainReport> {
  return ctx.db.prisma.$transaction(
    async (tx) => {
      const anchor = await readNewestAnchor(tx);
      const cut = anchor ? { seq: anchor.cutSeq, hash: anchor.cutHash } : beginning;
      const start = from === 'anchor' && anchor ? { seq: anchor.seq, hash: anchor.hash } : cut;
      const { end, count, fault } = await walk(tx, start);
      const report = { count, seq: end.seq, hash: end.hash, anchor };
      if (anchor && !isOurs(ctx.config.keyring, anchor))
        return {
          ...report,
          fault: { seq: String(anchor.cutSeq), entryId: null, what: 'signature' as const },
        };
      return {
        ...report,
        fault: fault ?? (await anchorFault(tx, anchor)) ?? (await endFault(tx, end)) ?? (await unlinked(tx)),
      };
    },
    { isolationLevel: 'RepeatableRead', timeout: 30 * 60_000 },
  );
}

async function walk(tx: Tx, start: Place): Promise<{ end: Place; count: number; fault: ChainFault | null }> {
  let end = start;
  for (let count = 0; ;) {
    const rows = await tx.$queryRaw<Judged[]>`
      WITH part AS MATERIALIZED (
        SELECT l.seq, l.entry_id, l.hash,
          lag(l.seq, 1, ${end.seq}::bigint) OVER (ORDER BY l.seq) AS seq_before, lag(l.hash, 1, ${end.hash}::bytea) OVER (ORDER BY l.seq) AS hash_before
        FROM (SELECT * FROM audit_links WHERE seq > ${end.seq}::bigint ORDER BY seq LIMIT ${linksAtOnce}::int) l
      ), judged AS MATERIALIZED (
        SELECT p.seq, p.entry_id, p.hash, CASE
          WHEN p.seq <> p.seq_before + 1 THEN 'gap' WHEN e.id IS NULL THEN 'gone' WHEN p.hash <> ${lineHash} THEN 'changed' END AS fault
        FROM part p LEFT JOIN audit_entries e ON e.id = p.entry_id
      )
      (SELECT *, 0 AS count FROM judged WHERE fault IS NOT NULL ORDER BY seq LIMIT 1)
      UNION ALL (SELECT *, (SELECT count(*)::int FROM judged) FROM judged ORDER BY seq DESC LIMIT 1)`;
    const last = rows.at(-1);
    if (!last) return { end, count, fault: null };
    count += last.count;
    end = { seq: last.seq, hash: last.hash };
    const [first] = rows;
    if (first?.fault)
      return {
        end,
        count,
        fault: {
          seq: String(first.seq),
          entryId: first.entry_id === null ? null : String(first.entry_id),
          what: first.fault,
        },
      };
  }
}

/** What a link's hash is made of: the hash before it and the line. The migration that made the chain says the same. */
const lineHash = sql`sha256(p.hash_before || convert_to(jsonb_build_array(
  e.id, ((extract(epoch FROM e.at) * 1000)::bigint), e.actor_id, e.actor_label, e.action, e.subject_type,
  e.subject_id, e.detail, e.refused, e.road, e.address, e.user_agent, e.token_id)::text, 'UTF8'))`;

/** Somebody who writes the whole chain anew can't write it so that it ends in what was signed. */
async function anchorFault(tx: Tx, anchor: Anchor | null): Promise<ChainFault | null> {
  if (anchor === null || anchor.seq === anchor.cutSeq) return null;
  const [link] = await tx.$queryRaw<{ same: boolean }[]>`
    SELECT hash = ${anchor.hash}::bytea AS same FROM audit_links WHERE seq = ${anchor.seq}::bigint`;
  return link?.same === true ? null : { seq: String(anchor.seq), entryId: null, what: 'anchor' };
}

/** Lines taken off the end leave a chain that is right as far as it goes. */
async function endFault(tx: Tx, end: Place): Promise<ChainFault | null> {
  const [head] = await tx.$queryRaw<{ same: boolean }[]>`
    SELECT seq = ${end.seq}::bigint AND hash = ${end.hash}::bytea AS same FROM audit_head`;
  return head?.same === true ? null : { seq: String(end.seq), entryId: null, what: 'end' };
}

/** A line that came in beside the trigger. */
async function unlinked(tx: Tx): Promise<ChainFault | null> {
  const [line] = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT e.id FROM audit_entries e WHERE NOT EXISTS (SELECT FROM audit_links l WHERE l.entry_id = e.id) ORDER BY e.id LIMIT 1`;
  return line ? { seq: null, entryId: String(line.id), what: 'unlinked' } : null;
}
