import { settleRemoved, storeSeenContacts, storeSeenNumbers } from '../../address-books';
import { Prisma, type Tx } from '../../db';
import type { WireContact, WireSmsContact } from '../../dotdigital';
import { contactsOf } from '../../standing';
import { logRun } from '../../sync-runs';
import { nextPollDelayMs, type Batch } from '../next-step';
import type { Session } from '../session';
import { settleRows } from '../settling/settle-rows';
import { fenced } from '../wave-lease';
import { noteProgress, noteStillUnderWay } from '../wave-records';

type Leaver = { email_key: string; dotdigital_id: number | null };

/** Takes people out of the book by the ids we learnt; those whose id is not learnt yet are asked for by address or number. */
export async function sendRemovals(session: Session, batch: Batch): Promise<void> {
  const { ctx, wave, target, client } = session;
  const leavers = await ctx.db.prisma.$queryRaw<Leaver[]>`
    SELECT p.email_key, c.dotdigital_id FROM planned_changes p
    LEFT JOIN ${contactsOf(target.channel)} c ON c.integration_id = ${target.integrationId} AND c.email_key = p.email_key
    WHERE p.batch_id = ${batch.id} AND p.outcome IS NULL ORDER BY p.n`;
  const { ids, unknown } = await learnMissing(session, leavers);
  const { deletionId } = await client.removeFromBook(target.bookDotdigitalId, ids);
  await fenced(ctx, wave, async (tx) => {
    const at = ctx.now();
    await tx.$executeRaw`
      UPDATE planned_changes SET outcome = 'removed', reason_code = 'not_at_dotdigital', settled_at = ${at}
      WHERE batch_id = ${batch.id} AND outcome IS NULL AND email_key = ANY(${unknown}::text[])`;
    if (deletionId === null) return finishRemovals(session, tx, batch);
    await tx.exportBatch.update({
      where: { id: batch.id },
      data: {
        state: 'submitted',
        submittedAt: at,
        dotdigitalImportId: deletionId,
        pollCount: 0,
        nextPollAt: new Date(at.getTime() + 300),
      },
    });
    await noteProgress(session, tx);
  });
}

async function learnMissing(
  session: Session,
  leavers: readonly Leaver[],
): Promise<{ ids: number[]; unknown: string[] }> {
  const { ctx, wave, target, client } = session;
  const ids: number[] = [];
  const unknown: string[] = [];
  const learnt: WireContact[] = [];
  const learntNumbers: WireSmsContact[] = [];
  for (const { email_key: key, dotdigital_id: id } of leavers) {
    if (id !== null) {
      ids.push(id);
      continue;
    }
    const contact =
      target.channel === 'sms' ? await client.contactByNumber(key) : await client.contactByEmail(key);
    if (contact === null) unknown.push(key);
    else {
      ids.push(contact.id);
      if ('number' in contact) learntNumbers.push(contact);
      else learnt.push(contact);
    }
  }
  if (ids.length > 0) {
    const seen = { integrationId: target.integrationId, addressBookId: null, seenAt: ctx.now() };
    await fenced(ctx, wave, async (tx) => {
      await storeSeenContacts(tx, { ...seen, rows: learnt });
      await storeSeenNumbers(tx, { ...seen, rows: learntNumbers });
    });
  }
  return { ids, unknown };
}

/** A removal that doesn't end holds up nobody longer than this: who is still in the book at the next read of it is taken out again. */
const longestRemovalMs = 10 * 60_000;

/** The removal goes on at Dotdigital after its answer: people count as out only when it says Completed. */
export async function pollRemovals(session: Session, batch: Batch): Promise<void> {
  const { ctx, wave, client } = session;
  const { status } = batch.importId
    ? await client.deletionStatus(batch.importId)
    : { status: 'Completed' as const };
  const stuck =
    batch.submittedAt !== null && ctx.now().getTime() - batch.submittedAt.getTime() > longestRemovalMs;
  await fenced(ctx, wave, async (tx) => {
    if (stuck)
      await logRun(
        tx,
        wave.runId,
        'warn',
        'Dotdigital has not finished taking people out within 10 minutes. Who is still in the book when it is read next is taken out again.',
      );
    if (status === 'Completed' || stuck) return finishRemovals(session, tx, batch);
    const again = status === 'Failed';
    if (again)
      await logRun(
        tx,
        wave.runId,
        'warn',
        'Dotdigital could not take these people out; the removal is sent again.',
      );
    await tx.exportBatch.update({
      where: { id: batch.id },
      data: {
        pollCount: { increment: 1 },
        ...(again ? { state: 'prepared' as const, dotdigitalImportId: null } : {}),
        nextPollAt: new Date(ctx.now().getTime() + nextPollDelayMs(batch.pollCount)),
      },
    });
    await noteStillUnderWay(session, tx);
  });
}

async function finishRemovals(session: Session, tx: Tx, batch: Batch): Promise<void> {
  const { ctx, target } = session;
  const at = ctx.now();
  await settleRows(tx, { batchId: batch.id, at, otherwise: Prisma.sql`'removed'` });
  await settleRemoved(tx, { ...target, batchId: batch.id, at });
  await tx.exportBatch.update({ where: { id: batch.id }, data: { state: 'finished', finishedAt: at } });
  await noteProgress(session, tx);
}
