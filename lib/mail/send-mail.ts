import type { Context, FlowContext } from '../context';
import { Prisma } from '../db';
import { AppError } from '../errors';
import { openSecret } from '../secrets';
import { mailMessage, type MailContent } from './mail-message';
import { mailSetup, type MailSetup } from './mail-setup';
import { contentBinding } from './queue-mail';
import type { MailView } from './schemas';
import { talkToServer, type Delivery } from './talk-to-server';

/** Longer than a conversation may last. */
const leavingSeconds = 60;
const longestPauseMinutes = 60;
const mostAtOnce = 50;

export async function findDueMail(ctx: Context): Promise<{ mailId: string }[]> {
  if (mailSetup(ctx) === null) return [];
  const rows = await ctx.db.prisma.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM mails
    WHERE state = 'waiting' AND next_try_at <= ${ctx.now()}::timestamptz
      OR state = 'leaving' AND leaving_until < clock_timestamp()
    ORDER BY next_try_at LIMIT ${mostAtOnce}`;
  return rows.map(({ id }) => ({ mailId: String(id) }));
}

/**
 * Sends one mail, once at most: a row is taken before its first byte leaves, and is only given back where it surely didn't leave.
 * Whoever is killed between leaves it as not known; it is not sent again (decision 55). Safe to repeat and to overlap.
 */
export async function sendMail(ctx: FlowContext, id: bigint): Promise<MailView | null> {
  const setup = mailSetup(ctx);
  if (!setup) return null;
  await endSilent(ctx, id);
  const mail = await take(ctx, id);
  if (!mail) return null;
  return settle(ctx, mail, await deliver(ctx, setup, mail));
}

type Taken = {
  id: bigint;
  key: string;
  toName: string;
  toAddress: string;
  content: Uint8Array;
  keyId: string;
  attemptCount: number;
  expiresAt: Date;
};

/** Of two who want to send it one. */
async function take(ctx: Context, id: bigint): Promise<Taken | null> {
  const [mail] = await ctx.db.prisma.$queryRaw<Taken[]>`
    UPDATE mails SET state = 'leaving', attempt_count = attempt_count + 1,
      leaving_until = clock_timestamp() + make_interval(secs => ${leavingSeconds}::int)
    WHERE id = ${id} AND state = 'waiting' AND next_try_at <= ${ctx.now()}::timestamptz AND content IS NOT NULL
    RETURNING id, key, to_name AS "toName", to_address AS "toAddress", content, key_id AS "keyId", attempt_count AS "attemptCount",
      expires_at AS "expiresAt"`;
  return mail ?? null;
}

async function endSilent(ctx: Context, id: bigint): Promise<void> {
  await ctx.db.prisma.$executeRaw`
    UPDATE mails SET state = 'unknown', content = NULL, ended_at = ${ctx.now()}::timestamptz,
      answer = 'Whoever sent it was cut off before the mail server’s answer came. It may have arrived; it is not sent again.'
    WHERE id = ${id} AND state = 'leaving' AND leaving_until < clock_timestamp()`;
}

async function deliver(ctx: FlowContext, setup: MailSetup, mail: Taken): Promise<Delivery> {
  if (mail.expiresAt <= ctx.now())
    return { left: 'no', forGood: true, answer: 'Its time was over before it could leave.' };
  const to = { name: mail.toName, address: mail.toAddress };
  try {
    const content = openContent(ctx, mail);
    const message = await mailMessage(setup, mail.key, to, content);
    return await talkToServer(
      setup.server,
      { from: setup.from.address, to: to.address, message },
      ctx.signal,
    );
  } catch (error) {
    ctx.log.error({ err: error, mail: String(mail.id) }, 'a mail could not be put together');
    const answer = error instanceof AppError ? error.userMessage : 'The mail could not be put together.';
    return { left: 'no', forGood: false, answer };
  }
}

const openContent = (ctx: Context, { key, keyId, content }: Taken): MailContent =>
  JSON.parse(
    openSecret(ctx.config.keyring, contentBinding(key), { keyId, ciphertext: new Uint8Array(content) }),
  ) as MailContent;

async function settle(ctx: Context, mail: Taken, delivery: Delivery): Promise<MailView> {
  const now = ctx.now();
  const nextTryAt = new Date(now.getTime() + pauseMinutes(mail.attemptCount) * 60_000);
  const goesOn = delivery.left === 'no' && !delivery.forGood && nextTryAt < mail.expiresAt;
  const ended = ({ yes: 'sent', no: 'refused', maybe: 'unknown' } as const)[delivery.left];
  const state = goesOn ? 'waiting' : ended;
  await ctx.db.prisma.mail.updateMany({
    where: { id: mail.id, state: { in: ['leaving', 'unknown'] } },
    data: {
      state,
      answer: delivery.answer,
      leavingUntil: null,
      ...(goesOn ? { nextTryAt } : { endedAt: now, content: null }),
    },
  });
  if (state !== 'sent') ctx.log.warn({ mail: String(mail.id), state }, delivery.answer);
  return { state, answer: delivery.answer, at: now.toISOString() };
}

/** 1, 2, 4 … minutes. */
const pauseMinutes = (attempts: number): number => Math.min(2 ** (attempts - 1), longestPauseMinutes);

/** The last mail of a kind to a person. */
export async function findLastMail(
  ctx: Context,
  { userId, kinds }: { userId: bigint; kinds: readonly string[] },
): Promise<MailView | null> {
  const [mail] = await ctx.db.prisma.$queryRaw<(Omit<MailView, 'at'> & { at: Date })[]>`
    SELECT state::text AS state, answer, coalesce(ended_at, created_at) AS at FROM mails
    WHERE user_id = ${userId} AND kind IN (${Prisma.join([...kinds])}) ORDER BY id DESC LIMIT 1`;
  return mail ? { ...mail, at: mail.at.toISOString() } : null;
}
