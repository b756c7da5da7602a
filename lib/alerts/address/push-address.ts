import type { FlowContext } from '../../context';
import {
  fenced,
  isFree,
  keepLease,
  Prisma,
  releaseLease,
  takeLease,
  type Lease,
  type LeaseRule,
} from '../../db';
import { AppError } from '../../errors';
import { isGivenUp, nextTryAt, tellReceiver, type WebhookOutcome } from '../../outward';
import { openAddress, type AddressSecret } from './sealed-address';

const { sql } = Prisma;

const lease: LeaseRule = {
  table: 'alert_addresses',
  key: 'reader_id',
  until: 'lease_until',
  owner: 'lease_owner',
  ownerType: 'text',
  fence: 'fence',
  open: sql`next_try_at IS NOT NULL`,
  seconds: 20,
};

type Held = {
  readerId: bigint;
  keyId: string;
  ciphertext: Uint8Array<ArrayBuffer>;
  messageId: string;
  body: string;
  firstAt: Date;
  attemptCount: number;
};

/** The last try lies at most two hours ahead; what a clock that ran ahead has put off further is due. */
const isDue = (now: Date): Prisma.Sql =>
  sql`(next_try_at <= ${now}::timestamptz OR next_try_at > ${now}::timestamptz + interval '25 hours')`;

export async function findDueAddresses(ctx: FlowContext): Promise<{ readerId: string }[]> {
  const rows = await ctx.db.prisma.$queryRaw<{ readerId: bigint }[]>`
    SELECT reader_id AS "readerId" FROM alert_addresses WHERE ${isDue(ctx.now())} AND ${isFree(lease)}`;
  return rows.map(({ readerId }) => ({ readerId: String(readerId) }));
}

/** One attempt to tell an address what is stored for it. Told at least once, under the id of all attempts; whoever is stopped leaves it to the next at once. */
export async function pushAddress(ctx: FlowContext, { readerId }: { readerId: string }): Promise<void> {
  const taken = await takeLease<Held>(ctx.db.prisma, lease, {
    row: sql`reader_id = ${BigInt(readerId)} AND ${isDue(ctx.now())}`,
    returning: sql`reader_id AS "readerId", key_id AS "keyId", ciphertext, message_id AS "messageId", body, first_at AS "firstAt",
      attempt_count AS "attemptCount"`,
  });
  if (!taken) return;
  const held: Lease = { ...taken.lease, row: sql`reader_id = ${BigInt(readerId)}` };
  const outcome = await keepLease(ctx, lease, held, (kept) => attempt(kept, taken.row));
  if (outcome === null) await releaseLease(ctx.db.prisma, lease, held);
  else await settle(ctx, held, taken.row, outcome);
}

async function attempt(ctx: FlowContext, message: Held): Promise<WebhookOutcome | null> {
  let address: AddressSecret;
  try {
    address = openAddress(ctx, message.readerId, message);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // Its key is gone: an admin puts it back, or enters the address again.
    return { kind: 'again', problem: error.userMessage, notBefore: null };
  }
  return tellReceiver(
    { ...address, body: message.body, id: message.messageId },
    { at: ctx.now(), allowedHosts: ctx.config.outwardAllowedHosts ?? [], signal: ctx.signal },
  );
}

/** What isn't taken within a day, or never will be, is dropped: the next one tells what is then. */
async function settle(ctx: FlowContext, held: Lease, message: Held, outcome: WebhookOutcome): Promise<void> {
  const now = ctx.now();
  const next =
    outcome.kind === 'again' && !isGivenUp(message.firstAt, now)
      ? nextTryAt(message.attemptCount + 1, outcome.notBefore, now)
      : null;
  await fenced(ctx.db, lease, held, async (tx) => {
    await tx.alertAddress.update({
      where: { readerId: message.readerId },
      data: {
        leaseOwner: null,
        leaseUntil: null,
        problem: outcome.kind === 'done' ? null : outcome.problem,
        ...(next !== null
          ? { nextTryAt: next, attemptCount: { increment: 1 } }
          : { nextTryAt: null, body: null, messageId: null, firstAt: null, attemptCount: 0 }),
        ...(outcome.kind === 'done' ? { takenAt: now } : {}),
      },
    });
  });
}
