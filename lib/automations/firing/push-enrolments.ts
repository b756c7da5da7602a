import type { FlowContext } from '@/lib/context';
import { DotdigitalError, type DotdigitalClient } from '@/lib/dotdigital';
import { AppError } from '@/lib/errors';
import { openDotdigital } from '@/lib/integrations';
import { pauseByProduct } from '../pause-by-product';
import { takeDueBatch } from './batch-lease';
import { claimBatch } from './claim-batch';
import { findTurns, type Turn } from './find-enrolments';
import { learnContacts } from './learn-contacts';
import { sendBatch } from './send-batch';
import { followBatch } from './follow-batch';
import { whenAgain } from './when-again';

/**
 * Enrolments of an account: what has left is followed to its end, then whose turn it is goes out, as long as the account's allowance
 * lasts. Each request is stored before it leaves and leaves once; one without an answer is looked up. Safe to repeat, to overlap, to be
 * killed anywhere.
 */
export async function pushEnrolments(ctx: FlowContext, integrationId: bigint): Promise<void> {
  let client: DotdigitalClient | null = null;
  try {
    client = await openDotdigital(ctx, integrationId, { signal: ctx.signal });
    await followBatches(ctx, client, integrationId);
    await learnContacts(ctx, client, integrationId);
    while (!ctx.signal.aborted && (await sendNext(ctx, client, integrationId)));
    await followBatches(ctx, client, integrationId);
  } catch (error) {
    // Without a client it is the integration that stands against it: switched off, or without a password.
    const isKnown = error instanceof DotdigitalError || (client === null && error instanceof AppError);
    if (!isKnown) throw error;
    if (error instanceof DotdigitalError && error.kind === 'stopped') return;
    ctx.log.warn({ err: error }, 'enrolments wait');
    await wait(ctx, integrationId, error);
  } finally {
    await client?.close();
  }
}

/** Nobody asks Dotdigital for the account's automations for a while, neither to send nor to follow. */
async function wait(ctx: FlowContext, integrationId: bigint, error: AppError): Promise<void> {
  const retryAt = whenAgain(ctx, error);
  await ctx.db.prisma.automation.updateMany({
    where: { integrationId, action: { path: ['kind'], equals: 'enrol' } },
    data: { retryAt, retryReason: error.userMessage },
  });
  await ctx.db.prisma.automationBatch.updateMany({
    where: { integrationId, programId: { not: null }, state: { in: ['sending', 'accepted'] } },
    data: { nextStepAt: retryAt },
  });
}

async function followBatches(
  ctx: FlowContext,
  client: DotdigitalClient,
  integrationId: bigint,
): Promise<void> {
  for (;;) {
    if (ctx.signal.aborted) return;
    const held = await takeDueBatch(ctx, integrationId, 'enrolments');
    if (!held) return;
    await followBatch(ctx, client, held);
  }
}

/** false: nobody has a turn, or nothing can be sent now. */
async function sendNext(ctx: FlowContext, client: DotdigitalClient, integrationId: bigint): Promise<boolean> {
  for (const turn of await findTurns(ctx, integrationId)) {
    const theirTime = await askProgram(ctx, client, turn);
    if (theirTime === null) continue;
    const claim = await claimBatch(ctx, integrationId, turn.automationId, theirTime);
    if (claim === 'again') return true;
    if (claim !== 'none') return sendBatch(ctx, client, claim);
  }
  return false;
}

/** What time it is at Dotdigital; null: the program takes nobody, so that its automation waits for a person. */
async function askProgram(
  ctx: FlowContext,
  client: DotdigitalClient,
  { automationId, programId }: Turn,
): Promise<Date | null> {
  try {
    const { name, status, serverDate } = await client.program(programId);
    if (status === 'Active') return serverDate ?? ctx.now();
    await pauseByProduct(
      ctx,
      automationId,
      `The program ${name} is not active at Dotdigital (${status || 'no state'}). Nobody was enrolled. Activate it there, then resume.`,
    );
  } catch (error) {
    if (!(error instanceof DotdigitalError) || error.kind !== 'not_found') throw error;
    // One 404 may be wrong.
    if (await isListed(client, programId)) throw error;
    await pauseByProduct(
      ctx,
      automationId,
      'Dotdigital does not know the program any more. Nobody was enrolled. Choose another one, then resume.',
    );
  }
  return null;
}

async function isListed(client: DotdigitalClient, programId: number): Promise<boolean> {
  for await (const { rows } of client.programs()) if (rows.some(({ id }) => id === programId)) return true;
  return false;
}
