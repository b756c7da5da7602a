import { z } from 'zod';
import type { AuditedChange, Context, Outside } from '../context';
import {
  isFree,
  isHeld,
  leaseEnd,
  LeaseLost,
  newOwner,
  Prisma,
  releaseLease,
  renewLease,
  takeLease,
  type Lease,
  type LeaseRule,
  type Tx,
} from '../db';

const { sql } = Prisma;

/** A call with this key: whose, where and with which body. null: the body is still arriving. */
export type KeyedCall = {
  tokenId: string;
  key: string;
  route: string;
  bodyHash: Uint8Array<ArrayBuffer> | null;
};

export type StoredAnswer = { status: number; contentType: string; body: string };

/** What a call with this key has done before, by action. */
export type Effects = Record<string, { subjectId: string | null; detail: unknown }>;
const Effects = z
  .record(z.string(), z.object({ subjectId: z.string().nullable(), detail: z.unknown() }))
  .catch({});

export type Claim =
  | { kind: 'answered'; answer: StoredAnswer; bodyHash: Uint8Array }
  /** This call is to do the work. `effects`: what one that was killed had done already. */
  | { kind: 'mine'; holder: string; effects: Effects }
  | { kind: 'running' }
  | { kind: 'other' };

/** A holder that lives renews its hold every few seconds; one that was killed frees the key when this has passed. */
export const holdSeconds = 15;

/** The right to do a key's work, until its answer is stored. Each holder's own name is the fence. */
const keyLease: LeaseRule = {
  table: 'idempotency_keys',
  key: 'token_id, key',
  until: 'held_until',
  owner: 'holder',
  ownerType: 'uuid',
  fence: null,
  open: sql`status IS NULL`,
  seconds: holdSeconds,
  lostMessage:
    'This call took so long that its repetition did the work. Nothing was done twice; send it again to get the answer.',
};

const rowOf = ({ tokenId, key }: KeyedCall): Prisma.Sql =>
  sql`token_id = ${BigInt(tokenId)} AND key = ${key}`;
const leaseOf = (call: KeyedCall, owner: string): Lease => ({ row: rowOf(call), owner, fence: 0n });

const notYet = new Uint8Array(0);
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.from(a).equals(Buffer.from(b));

type Row = {
  route: string;
  bodyHash: Uint8Array;
  status: number | null;
  answer: string | null;
  contentType: string | null;
};

/** Takes the key for this call, or says how it stands. Throws nothing of its own. */
export async function claimKey(ctx: Context, call: KeyedCall): Promise<Claim> {
  const holder = newOwner();
  const { prisma } = ctx.db;
  const made = await prisma.$executeRaw`
    INSERT INTO idempotency_keys (token_id, key, route, body_hash, holder, held_until)
    VALUES (${BigInt(call.tokenId)}, ${call.key}, ${call.route}, ${call.bodyHash ?? notYet}, ${holder}::uuid, ${leaseEnd(keyLease)})
    ON CONFLICT (token_id, key) DO NOTHING`;
  if (made === 1) return { kind: 'mine', holder, effects: {} };
  const [row] = await prisma.$queryRaw<Row[]>`
    SELECT route, body_hash AS "bodyHash", status, answer, content_type AS "contentType"
    FROM idempotency_keys WHERE ${rowOf(call)}`;
  if (!row) return { kind: 'running' };
  if (row.route !== call.route || (call.bodyHash && !sameBytes(call.bodyHash, row.bodyHash)))
    return { kind: 'other' };
  if (row.status !== null) {
    const answer = { status: row.status, contentType: row.contentType ?? '', body: row.answer ?? '' };
    return { kind: 'answered', answer, bodyHash: row.bodyHash };
  }
  const taken = await takeLease<{ effect: unknown }>(prisma, keyLease, {
    row: rowOf(call),
    returning: sql`effect`,
  });
  return taken
    ? { kind: 'mine', holder: taken.lease.owner, effects: Effects.parse(taken.row.effect) }
    : { kind: 'running' };
}

/** Keeps the key while the work goes on. */
export async function renewHold(ctx: Context, call: KeyedCall, holder: string): Promise<void> {
  await renewLease(ctx.db.prisma, keyLease, leaseOf(call, holder));
}

/**
 * Notes a change in its own transaction, for a repeated call to find. A holder that was overtaken changes nothing:
 * its transaction ends here.
 */
export const noteEffect =
  (call: KeyedCall, holder: string) =>
  async (tx: Tx, done: AuditedChange): Promise<void> => {
    const effect = {
      [done.action]: {
        subjectId: done.subjectId == null ? null : String(done.subjectId),
        detail: done.detail ?? {},
      },
    };
    const lease = leaseOf(call, holder);
    const noted = await tx.$executeRaw`
      UPDATE idempotency_keys SET effect = effect || ${JSON.stringify(effect)}::jsonb WHERE ${isHeld(keyLease, lease)}`;
    if (noted === 0) throw new LeaseLost(keyLease, lease);
  };

/** What this call, or one that was killed before it, has begun elsewhere, noted before it is sent there. */
export const outsideOf = (ctx: Context, call: KeyedCall, holder: string, effects: Effects): Outside => {
  const begunKey = (action: string): string => `${action}:begun`;
  const note = noteEffect(call, holder);
  return {
    wasBegun: (action) => begunKey(action) in effects,
    begin: (action) => note(ctx.db.prisma, { action: begunKey(action), subjectType: 'call' }),
  };
};

/** The answer that every further call with this key gets. */
export async function storeAnswer(
  ctx: Context,
  call: KeyedCall,
  holder: string,
  answer: StoredAnswer,
): Promise<void> {
  await ctx.db.prisma.$executeRaw`
    UPDATE idempotency_keys SET status = ${answer.status}, answer = ${answer.body}, content_type = ${answer.contentType}, held_until = NULL,
      body_hash = coalesce(${call.bodyHash}::bytea, body_hash)
    WHERE ${isHeld(keyLease, leaseOf(call, holder))}`;
}

/** Frees the key after an answer that another try may better: nothing was done. */
export async function releaseKey(ctx: Context, call: KeyedCall, holder: string): Promise<void> {
  const lease = leaseOf(call, holder);
  await ctx.db.prisma
    .$executeRaw`DELETE FROM idempotency_keys WHERE ${isHeld(keyLease, lease)} AND effect = '{}'`;
  await releaseLease(ctx.db.prisma, keyLease, lease);
}

/** Keys are remembered for a day. Safe to repeat. */
export async function removeOldIdempotencyKeys(ctx: Context): Promise<void> {
  await ctx.db.prisma
    .$executeRaw`DELETE FROM idempotency_keys WHERE created_at < now() - interval '24 hours' AND ${isFree(keyLease)}`;
}
