import type { FlowContext } from '../context';
import { DotdigitalError, type DotdigitalClient } from '../dotdigital';
import { openDotdigital } from '../integrations';
import { changeHeld, releaseDraft, takeDraft, whileHeld, type HeldDraft } from './draft-lease';
import { lookUpSend } from './look-up-send';
import { compareRemote } from './put-draft';

/** Longer than any request can be under way, and than Dotdigital takes to show what it has taken. */
const graceMs = 10 * 60_000;
const lookEveryMs = 15_000;
const pollEveryMs = 60_000;
/** What is to go at once and couldn't for so long isn't sent by surprise. */
const longestWaitMs = 60 * 60_000;
/** Shorter than the lease: nobody has looked yet, and found nothing. */
const frozenMs = 15_000;

type Work = { ctx: FlowContext; client: DotdigitalClient; held: HeldDraft };
type Row = Awaited<ReturnType<typeof readRow>>;

/**
 * One step of a campaign that someone asked to be sent. Its request leaves at most once: the row says that it may have left before it
 * does, and from then on the answer is looked up at Dotdigital, whoever was killed or given up meanwhile. What Dotdigital shows no
 * trace of for ten minutes is a draft again, for a person to decide. Safe to repeat and to overlap.
 */
export async function pushDraft(ctx: FlowContext, id: bigint): Promise<{ nextStepAt: Date | null } | void> {
  const held = await takeDraft(ctx, id);
  if (!held) return undefined;
  let nextStepAt: Date | null = new Date(ctx.now().getTime() + pollEveryMs);
  try {
    nextStepAt = await whileHeld(ctx, held, (own) => step(own, held));
  } finally {
    await releaseDraft(ctx, held, nextStepAt);
  }
  return { nextStepAt };
}

async function step(ctx: FlowContext, held: HeldDraft): Promise<Date | null> {
  const row = await readRow(ctx, held.id);
  const client = await openDotdigital(ctx, row.integrationId, { signal: ctx.signal });
  const work = { ctx, client, held };
  try {
    if (row.state === 'asked') return await send(work, row);
    if (row.state === 'posting') return await lookForIt(work, row);
    return await poll(work, row);
  } catch (error) {
    if (!(error instanceof DotdigitalError)) throw error;
    // Asking told nothing: nothing has changed, and it is asked again.
    if (passes(error)) return error.retryAt ?? later(ctx, lookEveryMs);
    if (row.state === 'asked') return await backToDraft(work, `Nothing was sent. ${error.userMessage}`);
    await changeHeld(ctx, held, { problem: error.userMessage });
    return later(ctx, pollEveryMs);
  } finally {
    await client.close();
  }
}

/** Nobody need do anything for it to pass. */
const passes = (error: DotdigitalError): boolean => error.transient || error.kind === 'stopped';

const readRow = (ctx: FlowContext, id: bigint) =>
  ctx.db.prisma.campaignDraft.findUniqueOrThrow({
    where: { id },
    include: { addressBook: { select: { dotdigitalId: true } } },
  });

const later = (ctx: FlowContext, ms: number): Date => new Date(ctx.now().getTime() + ms);

async function send(work: Work, row: Row): Promise<Date | null> {
  const { ctx, client, held } = work;
  const { dotdigitalId } = row;
  const remote = await compareRemote(client, row);
  if (dotdigitalId === null || remote === 'not_made' || remote === 'gone')
    return backToDraft(
      work,
      'Dotdigital does not know this campaign any more. Nothing was sent. Save it again, then send it.',
    );
  if (remote === 'changed')
    return backToDraft(
      work,
      'The campaign was changed at Dotdigital after it was confirmed. Nothing was sent. Look at what stands there, then send it.',
    );
  const known =
    remote === 'sent'
      ? 'accepted'
      : await lookUpSend(client, { dotdigitalId, since: row.askedAt ?? row.updatedAt });
  if (known !== 'unsent') {
    await changeHeld(ctx, held, {
      state: 'accepted',
      problem: 'It had been sent at Dotdigital already, so nothing was sent from here.',
    });
    return later(ctx, 0);
  }
  const lastMoment = row.sendAt ?? new Date((row.askedAt ?? row.updatedAt).getTime() + longestWaitMs);
  if (lastMoment <= ctx.now())
    return backToDraft(
      work,
      'Its time had passed before Dotdigital could be told. Nothing was sent. Send it again if it is still wanted.',
    );
  const postedAt = ctx.now();
  await changeHeld(ctx, held, { state: 'posting', postedAt });
  // Whoever froze here may have been overtaken by somebody who looks for a send that would only come now.
  if (ctx.now().getTime() - postedAt.getTime() > frozenMs) return later(ctx, lookEveryMs);
  try {
    const { sendId } = await client.sendCampaign({
      campaignId: dotdigitalId,
      bookId: row.addressBook.dotdigitalId,
      at: row.sendAt,
    });
    await changeHeld(ctx, held, { state: 'accepted', dotdigitalSendId: sendId });
    return later(ctx, lookEveryMs);
  } catch (error) {
    if (!(error instanceof DotdigitalError)) throw error;
    if (error.acted !== 'no') return later(ctx, lookEveryMs);
    if (passes(error)) {
      await changeHeld(ctx, held, { state: 'asked', postedAt: null });
      return error.retryAt ?? later(ctx, pollEveryMs);
    }
    return backToDraft(work, `Nothing was sent. ${error.userMessage}`);
  }
}

/** The request may have left. It is never made again here. */
async function lookForIt(work: Work, row: Row): Promise<Date | null> {
  const { ctx, client, held } = work;
  if (row.dotdigitalId === null) throw new Error(`draft ${row.id} was posted without a campaign`);
  const found = await lookUpSend(client, {
    dotdigitalId: row.dotdigitalId,
    since: row.postedAt ?? row.updatedAt,
  });
  if (found === 'accepted') {
    await changeHeld(ctx, held, { state: 'accepted' });
    return later(ctx, 0);
  }
  if (found === 'gone')
    return backToDraft(
      work,
      'The campaign was deleted at Dotdigital while it was being sent. Save it again if it is still to be sent.',
    );
  const waited = ctx.now().getTime() - (row.postedAt?.getTime() ?? 0);
  if (waited < graceMs) return later(ctx, lookEveryMs);
  return backToDraft(
    work,
    'Dotdigital gave no answer, and ten minutes later shows no trace of a send. Nothing went out. Send it again if it is still wanted.',
  );
}

/** Taken by Dotdigital: until it has gone out, or was taken back there. */
async function poll(work: Work, row: Row): Promise<Date | null> {
  const { ctx, client, held } = work;
  const end = await readEnd(client, row);
  if (end !== null) {
    await changeHeld(ctx, held, { state: end, endedAt: ctx.now(), ...free });
    return null;
  }
  const distance = Math.abs((row.sendAt ?? row.askedAt ?? row.updatedAt).getTime() - ctx.now().getTime());
  return later(ctx, distance > longestWaitMs ? graceMs : lookEveryMs);
}

/** The send tells, where its id is known; else the campaign does. */
async function readEnd(client: DotdigitalClient, row: Row): Promise<'sent' | 'cancelled' | null> {
  const told = row.dotdigitalSendId === null ? null : await client.sendStatus(row.dotdigitalSendId);
  if (told) {
    if (told.status === 'Sent') return 'sent';
    return told.status === 'Cancelled' ? 'cancelled' : null;
  }
  if (row.dotdigitalId === null) return 'cancelled';
  try {
    const { status } = await client.campaign(row.dotdigitalId);
    if (status === 'Sent') return 'sent';
    if (status === 'Cancelled') return 'cancelled';
    if (status !== 'Unsent') return null;
    const scheduled = await lookUpSend(client, {
      dotdigitalId: row.dotdigitalId,
      since: row.askedAt ?? row.updatedAt,
    });
    return scheduled === 'unsent' ? 'cancelled' : null;
  } catch (error) {
    if (error instanceof DotdigitalError && error.kind === 'not_found') return 'cancelled';
    throw error;
  }
}

/** At an end there is nothing to hold any more. */
const free = { leaseOwner: null, leaseUntil: null };

/** A person decides again. */
async function backToDraft({ ctx, held }: Work, problem: string): Promise<null> {
  await changeHeld(ctx, held, {
    state: 'draft',
    problem,
    postedAt: null,
    sendAt: null,
    version: { increment: 1 },
    ...free,
  });
  return null;
}
