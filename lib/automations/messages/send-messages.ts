import type { FlowContext } from '@/lib/context';
import { findField, readCatalogue, type RecordField } from '@/lib/crm';
import { DotdigitalError, type DotdigitalClient } from '@/lib/dotdigital';
import { AppError } from '@/lib/errors';
import { openDotdigital } from '@/lib/integrations';
import { textsOf, type MessageAction } from '../actions/message-actions';
import { changeBatch, takeDueBatch, whileBatchHeld, type HeldBatch } from '../firing/batch-lease';
import { whenAgain } from '../firing/when-again';
import { pauseByProduct } from '../pause-by-product';
import type { AutomationDocument } from '../schemas';
import { claimMessages } from './claim-messages';
import { fieldsIn } from './fill-text';
import { findMessageTurns, messagesOfAccount } from './find-messages';
import { markLeft } from './mark-left';
import { sendMessage } from './send-message';
import { endMessages, settleMessage, type MessageEnd } from './settle-messages';

/**
 * Messages of an account's automations: each is one request, marked as leaving before it does, and never sent again by whoever finds
 * it so, since Dotdigital has nothing by which it could be looked up. Safe to repeat, to overlap, to be killed anywhere.
 */
export async function sendMessages(ctx: FlowContext, integrationId: bigint): Promise<void> {
  let client: DotdigitalClient | null = null;
  try {
    await endCutOff(ctx, integrationId);
    client = await openDotdigital(ctx, integrationId, { signal: ctx.signal });
    while (!ctx.signal.aborted && (await sendSome(ctx, client, integrationId)));
  } catch (error) {
    const isKnown = error instanceof DotdigitalError || (client === null && error instanceof AppError);
    if (!isKnown) throw error;
    if (error instanceof DotdigitalError && error.kind === 'stopped') return;
    ctx.log.warn({ err: error }, 'messages wait');
    await ctx.db.prisma.automation.updateMany({
      where: messagesOfAccount(integrationId),
      data: { retryAt: whenAgain(ctx, error), retryReason: error.userMessage },
    });
  } finally {
    await client?.close();
  }
}

/** Whoever sent them is gone. */
async function endCutOff(ctx: FlowContext, integrationId: bigint): Promise<void> {
  for (;;) {
    const held = await takeDueBatch(ctx, integrationId, 'messages');
    if (!held) return;
    await changeBatch(ctx, held, (tx) => endMessages(ctx, tx, held.id));
  }
}

/** false: nobody has a turn. */
async function sendSome(ctx: FlowContext, client: DotdigitalClient, integrationId: bigint): Promise<boolean> {
  for (const automationId of await findMessageTurns(ctx, integrationId)) {
    const claimed = await claimMessages(ctx, automationId);
    if (claimed === 'again') return true;
    if (claimed === 'none') continue;
    const { batch, automation, action, firingIds } = claimed;
    const fields = await fieldsOf(ctx, automation, action);
    await whileBatchHeld(ctx, batch, async (held) => {
      try {
        for (const firingId of firingIds) {
          if (held.signal.aborted) break;
          await sendOne(held, client, batch, { firingId, automation, action, fields });
        }
      } finally {
        await changeBatch(ctx, batch, (tx) => endMessages(ctx, tx, batch.id));
      }
    });
    return true;
  }
  return false;
}

async function fieldsOf(
  ctx: FlowContext,
  { entity }: AutomationDocument,
  action: MessageAction,
): Promise<RecordField[]> {
  const names = fieldsIn(textsOf(action).map(({ text }) => text));
  if (names.length === 0) return [];
  const catalogue = await readCatalogue(ctx.db.prisma, entity);
  return names.flatMap((name) => findField(catalogue, name) ?? []);
}

type One = {
  firingId: bigint;
  automation: AutomationDocument;
  action: MessageAction;
  fields: readonly RecordField[];
};

async function sendOne(
  ctx: FlowContext,
  client: DotdigitalClient,
  batch: HeldBatch,
  { firingId, automation, action, fields }: One,
): Promise<void> {
  const settle = (end: MessageEnd) => changeBatch(ctx, batch, (tx) => settleMessage(ctx, tx, firingId, end));
  const to = await changeBatch(ctx, batch, (tx) =>
    markLeft(ctx, tx, { firingId, batchId: batch.id, automation, fields }),
  );
  if (to === null) return settle({ state: 'waiting' });
  try {
    await sendMessage(client, action, to);
  } catch (error) {
    if (!(error instanceof DotdigitalError)) throw error;
    if (error.acted !== 'no') await settle({ state: 'unknown' });
    else if (passes(error)) await settle({ state: 'waiting' });
    else return refused(ctx, batch, error, settle);
    throw error;
  }
  await settle({ state: 'done' });
}

/** Dotdigital did nothing, and said why: it is about this one, or about all. */
async function refused(
  ctx: FlowContext,
  batch: HeldBatch,
  error: DotdigitalError,
  settle: (end: MessageEnd) => Promise<void>,
): Promise<void> {
  const code = ofOnePerson[error.vendorCode ?? ''];
  await settle({ state: 'failed', code: code ?? 'refused', text: code ? error.detail : error.userMessage });
  if (code === undefined)
    await pauseByProduct(
      ctx,
      batch.automationId,
      `${error.userMessage} Whom it was refused for can be tried again.`,
    );
}

const ofOnePerson: Readonly<Record<string, string>> = {
  ERROR_INVALID_EMAIL: 'refused_address',
  ERROR_EMAIL_BANNED: 'refused_address',
  ERROR_CONTACT_SUPPRESSED: 'refused_address',
  ERROR_INVALID_PERSONALISATION_VALUES: 'refused_values',
  ERROR_SMS_INVALIDPHONENUMBER: 'refused_number',
};

/** Has to do with the account, or passes by itself: nobody is to blame. */
const passes = ({ transient, kind }: DotdigitalError): boolean =>
  transient || ['stopped', 'credentials', 'region', 'host_not_allowed'].includes(kind);
