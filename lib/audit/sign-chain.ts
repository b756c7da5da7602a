import { recordAudit, type Context } from '../context';
import type { Tx } from '../db';
import { permit } from '../permissions';
import { readNewestAnchor, storeAnchor, type Anchor } from './anchor';
import { beginning, checkChain, type ChainFault, type ChainReport, type Place } from './check-chain';

const linesAtOnce = 5_000;

/**
 * Signs what the chain is now, once what was added since the last anchor has been checked: what somebody altered is never signed. The
 * anchor is told in the log of the process too, which whoever holds the database doesn't hold. With `keyLost`, which somebody has to say
 * and which leaves a line, also where the key of the last anchor is gone for good. null: nothing was added.
 */
export async function signAuditChain(
  ctx: Context,
  { keyLost = false }: { keyLost?: boolean } = {},
): Promise<Anchor | null> {
  permit(ctx, 'audit.write');
  const found = await checkChain(ctx, 'anchor');
  const anew = keyLost && isKeyLost(ctx, found);
  await noteFault(ctx, anew ? null : found.fault);
  const report = anew ? found : wholeOnly(found);
  const anchor = await ctx.db.prisma.$transaction(async (tx) => {
    const newest = await holdAnchors(tx);
    if (!anew && report.seq <= (newest?.seq ?? 0n)) return null;
    if (anew)
      await recordAudit(ctx, tx, {
        action: 'audit.sign-anew',
        subjectType: 'audit',
        detail: { lostKey: newest?.keyId ?? '' },
      });
    return storeNext(ctx, tx, report, cutOf(newest));
  });
  if (anchor)
    ctx.log.info(
      { seq: String(anchor.seq), hash: Buffer.from(anchor.hash).toString('hex') },
      'audit chain signed',
    );
  return anchor;
}

/**
 * Takes lines of before a moment off the log: from its beginning, without a gap, up to a new signed anchor. Killed in between, what the
 * anchor has cut off goes the next time. Answers how many went.
 */
export async function cutAuditLog(ctx: Context, before: Date): Promise<number> {
  permit(ctx, 'audit.write');
  const report = wholeOnly(await checkChain(ctx, 'cut'));
  await ctx.db.prisma.$transaction(async (tx) => {
    const cut = await lastBefore(tx, before, cutOf(await holdAnchors(tx)).seq);
    if (cut === null || cut.seq > report.seq) return;
    await storeNext(ctx, tx, report, cut);
    await recordAudit(ctx, tx, {
      action: 'audit.cut',
      subjectType: 'audit',
      detail: { before: before.toISOString(), upTo: String(cut.seq) },
    });
  });
  return removeCut(ctx);
}

/** How many lines `cutAuditLog` would take off. */
export async function countCut(ctx: Context, before: Date): Promise<number> {
  permit(ctx, 'audit.read');
  const { prisma } = ctx.db;
  const from = cutOf(await readNewestAnchor(prisma)).seq;
  const cut = await lastBefore(prisma, before, from);
  return cut === null ? 0 : Number(cut.seq - from);
}

const isKeyLost = (ctx: Context, { fault, anchor }: ChainReport): boolean =>
  fault?.what === 'signature' && anchor !== null && !ctx.config.keyring.keys.has(anchor.keyId);

/** For those who look after it: it stands among what needs somebody until it is whole again. */
async function noteFault({ db }: Context, fault: ChainFault | null): Promise<void> {
  const key = 'audit.fault';
  if (fault === null) await db.prisma.setting.deleteMany({ where: { key } });
  else await db.prisma.setting.createMany({ data: [{ key, value: { ...fault } }], skipDuplicates: true });
}

function wholeOnly(report: ChainReport): ChainReport {
  if (report.fault)
    throw new Error(
      `the audit log is not what was written (${JSON.stringify(report.fault)}): npm run doctor says more`,
    );
  return report;
}

/** One anchor is made at a time: the newest says what may be gone. */
async function holdAnchors(tx: Tx): Promise<Anchor | null> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('audit anchor'))`;
  return readNewestAnchor(tx);
}

const cutOf = (anchor: Anchor | null): Place =>
  anchor ? { seq: anchor.cutSeq, hash: anchor.cutHash } : beginning;

const storeNext = (ctx: Context, tx: Tx, end: Place, cut: Place): Promise<Anchor> =>
  storeAnchor(tx, ctx.config.keyring, {
    at: ctx.now(),
    cutSeq: cut.seq,
    cutHash: cut.hash,
    seq: end.seq,
    hash: end.hash,
  });

/** The last link of which, and before which, every line is older; null: there is none that isn't cut already. */
async function lastBefore(tx: Tx, before: Date, after: bigint): Promise<Place | null> {
  const [place] = await tx.$queryRaw<Place[]>`
    SELECT l.seq, l.hash FROM audit_links l WHERE l.seq > ${after}::bigint AND l.seq < coalesce(
      (SELECT min(k.seq) FROM audit_links k JOIN audit_entries e ON e.id = k.entry_id WHERE e.at >= ${before}::timestamptz), ${2n ** 62n}::bigint)
    ORDER BY l.seq DESC LIMIT 1`;
  return place ?? null;
}

async function removeCut(ctx: Context): Promise<number> {
  for (let removed = 0; ;) {
    const count = await ctx.db.prisma.$transaction(async (tx) => {
      const links = await tx.$queryRaw<{ seq: bigint; entry_id: bigint }[]>`
        SELECT seq, entry_id FROM audit_links WHERE seq <= (SELECT cut_seq FROM audit_anchors ORDER BY id DESC LIMIT 1)
        ORDER BY seq LIMIT ${linesAtOnce}::int FOR UPDATE SKIP LOCKED`;
      await tx.auditEntry.deleteMany({ where: { id: { in: links.map((link) => link.entry_id) } } });
      await tx.auditLink.deleteMany({ where: { seq: { in: links.map(({ seq }) => seq) } } });
      return links.length;
    });
    removed += count;
    if (count === 0) return removed;
  }
}
