import { settleRemoved, storeSeenContacts } from '../address-books';
import { Prisma, type Tx } from '../db';
import type { WireContact } from '../dotdigital';
import { logRun } from '../sync-runs';
import { nextPollDelayMs, type Batch } from './next-step';
import type { Session } from './session';
import { settleRows } from './settle-rows';
import { fenced } from './wave-lease';
import { noteProgress } from './wave-records';

type Leaver = { email_key: string; dotdigital_id: number | null };

/** Takes people out of the book by the ids we learnt; those whose id is not learnt yet are asked for by address. */
export async function sendRemovals(session: Session, batch: Batch): Promise<void> {
  const { ctx, wave, target, client } = session;
  const leavers = await ctx.db.prisma.$queryRaw<Leaver[]>`
    SELECT p.email_key, c.dotdigital_id FROM planned_changes p
    LEFT JOIN dotdigital_contacts c ON c.integration_id = ${target.integrationId} AND c.email_key = p.email_key
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
  for (const { email_key: key, dotdigital_id: id } of leavers) {
    if (id !== null) {
      ids.push(id);
      continue;
    }
    const contact = await client.contactByEmail(key);
    if (contact === null) unknown.push(key);
    else {
      ids.push(contact.id);
      learnt.push(contact);
    }
  }
  if (learnt.length > 0) {
    await fenced(ctx, wave, (tx) =>
      storeSeenContacts(tx, {
        integrationId: target.integrationId,
        addressBookId: null,
        rows: learnt,
        seenAt: ctx.now(),
      }),
    );
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
    await noteProgress(session, tx);
  });
}

async function finishRemovals(session: Session, tx: Tx, batch: Batch): Promise<void> {
  const { ctx, target } = session;
  const at = ctx.now();
  await settleRows(tx, { batchId: batch.id, at, otherwise: Prisma.sql`'removed'` });
  await settleRemoved(tx, { addressBookId: target.addressBookId, batchId: batch.id, at });
  await tx.exportBatch.update({ where: { id: batch.id }, data: { state: 'finished', finishedAt: at } });
  await noteProgress(session, tx);
}
