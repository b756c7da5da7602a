import { actorUserId } from '../actor';
import { recordAudit, type Context } from '../context';
import { lockOwnConnection } from '../connections';
import type { Tx } from '../db';
import { conflict, invalidFields, stale } from '../errors';
import { formatNumber } from '../format';
import { readStaircase } from '../marketing-lists';
import { permit } from '../permissions';
import { readBookState } from './book-state';
import { readAudience } from './check-draft';
import { fetchDraft, type Draft } from './internal';
import { bookStateWords, type Objection, type SendInput } from './schemas';

const longestAheadDays = 365;

/**
 * Stores that a draft is to be sent; a job sends it. What the person was shown must still be so: the mail, how many get it, how the
 * book stands. Of two people who press Send one is told that the other was first.
 */
export async function askSend(ctx: Context, input: SendInput): Promise<{ id: string }> {
  permit(ctx, 'campaigns.send');
  const sendAt = readTime(ctx, input.at);
  const draft = await fetchDraft(ctx, ctx.db.prisma, BigInt(input.id));
  const { recipients, marks } = await readAudience(ctx, draft);
  const unknown = marks.filter(({ state }) => state === 'unknown').map(({ name }) => name);
  const leftOut = await countLeftOut(ctx, draft);
  await ctx.db.prisma.$transaction(async (tx) => {
    const connection = await lockOwnConnection(ctx, tx, draft.connectionId);
    if (!connection.integration.active)
      throw conflict('The integration is deactivated, so nothing is sent. Activate it first.');
    if (connection.addressBook.goneAt !== null)
      throw conflict('The address book is gone at Dotdigital, so there is nobody to send to.');
    const told = new Set(input.despite);
    await objectToBook(tx, draft, told);
    if (unknown.length > 0 && !told.has('unknown_fields'))
      throw conflict(
        `Dotdigital has no data field ${unknown.join(', ')}: everyone would read the mark itself. Correct the mail, or confirm that it is meant.`,
      );
    if (recipients === 0) throw conflict('Nobody in the address book may be mailed, so nothing is sent.');
    if (recipients !== input.recipients)
      throw conflict(
        `The address book has changed: ${formatNumber(recipients)} people would get it now, not ${formatNumber(input.recipients)}. Look again, then send.`,
      );
    await storeAsked(tx, draft, input.version, {
      state: 'asked',
      sendAt,
      recipientCount: recipients,
      leftOutCount: leftOut,
      despite: [...told],
      askedById: actorUserId(ctx.actor),
      askedAt: ctx.now(),
      problem: null,
      nextStepAt: null,
    });
    await recordAudit(ctx, tx, {
      action: 'campaign.send',
      subjectType: 'campaign',
      subjectId: draft.id,
      detail: {
        name: draft.name,
        addressBook: draft.shown.book.name,
        recipients,
        at: sendAt?.toISOString() ?? 'at once',
        despite: [...told],
      },
    });
  });
  return { id: input.id };
}

type Asked = Parameters<Tx['campaignDraft']['updateMany']>[0]['data'];

async function storeAsked(tx: Tx, draft: Draft, version: number, data: Asked): Promise<void> {
  const { count } = await tx.campaignDraft.updateMany({
    where: { id: draft.id, version, state: 'draft', dotdigitalId: { not: null }, heldHash: { not: null } },
    data: { ...data, version: { increment: 1 } },
  });
  if (count === 1) return;
  const now = await tx.campaignDraft.findUnique({ where: { id: draft.id } });
  if (!now || now.state === 'draft') {
    if (now?.version === version)
      throw conflict('This campaign is not at Dotdigital as it stands here. Save it again first.');
    throw stale('campaign');
  }
  throw conflict('This campaign is being sent already, so nothing was sent twice. Reload to follow it.');
}

async function objectToBook(tx: Tx, draft: Draft, told: ReadonlySet<Objection>): Promise<void> {
  const book = await readBookState(tx, draft.connectionId);
  if (book.code === 'settled' || told.has('unsettled')) return;
  throw conflict(
    `${bookStateWords[book.code]} Wait until it has settled, or confirm that it is to be sent now.`,
  );
}

function readTime(ctx: Context, at: string | null): Date | null {
  if (at === null) return null;
  const time = new Date(at);
  const ahead = time.getTime() - ctx.now().getTime();
  if (ahead <= 0) throw invalidFields({ at: 'Choose a time that is still to come.' });
  if (ahead > longestAheadDays * 86_400_000) throw invalidFields({ at: 'At most a year ahead.' });
  return time;
}

async function countLeftOut(ctx: Context, draft: Draft): Promise<number> {
  const { steps } = await readStaircase(ctx, String(draft.listId), String(draft.connectionId));
  return steps.flatMap(({ leftOut }) => leftOut).reduce((sum, { count }) => sum + count, 0);
}
