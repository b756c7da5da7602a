import { settleResubscribed, storeReturns, storeSeenContacts } from '../../address-books';
import type { Tx } from '../../db';
import { DotdigitalError, sendableStatuses, type WireResubscription } from '../../dotdigital';
import { clearMarksOfReturned } from '../../marketing-lists';
import type { Batch } from '../next-step';
import type { Session } from '../session';
import { fenced } from '../wave-lease';
import { noteProgress } from '../wave-records';

type Row = { n: number; emailKey: string; recordId: bigint };
type End = {
  row: Row;
  outcome: 'added' | 'skipped' | 'rejected';
  code: 'resubscribed' | 'asked_to_confirm' | 'never_taken_back' | 'plan_changed' | 'other';
  text: string | null;
  answer: WireResubscription | null;
};

/**
 * One look and one call for each, settled by itself: Dotdigital takes them back at once, or asks them by mail and they come back with an import once they
 * confirm. A worker killed between a call and its settling asks that one person a second time.
 */
export async function sendResubscribes(session: Session, batch: Batch): Promise<void> {
  const { ctx, wave } = session;
  const rows = await ctx.db.prisma.$queryRaw<Row[]>`
    SELECT n, email_key AS "emailKey", record_id AS "recordId" FROM planned_changes
    WHERE batch_id = ${batch.id} AND outcome IS NULL AND email_key IS NOT NULL AND record_id IS NOT NULL ORDER BY n`;
  for (const row of rows) {
    const end = await ask(session, row);
    await fenced(ctx, wave, (tx) => settle(session, tx, end));
  }
  await fenced(ctx, wave, async (tx) => {
    await tx.plannedChange.updateMany({
      where: { batchId: batch.id, settledAt: null },
      data: { settledAt: ctx.now() },
    });
    await tx.exportBatch.update({
      where: { id: batch.id },
      data: { state: 'finished', finishedAt: ctx.now() },
    });
    await noteProgress(session, tx);
  });
}

/** Who was suppressed, complained or bounced there since the last import: the call would make some of them mailable without asking. */
const mayBeAsked: readonly string[] = [...sendableStatuses, 'Unsubscribed'];

const untold = 'Dotdigital did not say what became of it.';

async function ask({ client, target }: Session, row: Row): Promise<End> {
  const contact = await client.contactByEmail(row.emailKey);
  if (!mayBeAsked.includes(contact?.status ?? ''))
    return { row, outcome: 'skipped', code: 'plan_changed', text: null, answer: null };
  try {
    const answer = await client.resubscribeToBook(target.bookDotdigitalId, row.emailKey);
    const ended = (outcome: End['outcome'], code: End['code']): End => ({
      row,
      outcome,
      code,
      text: null,
      answer,
    });
    if (answer.status === 'ContactAdded') return ended('added', 'resubscribed');
    if (answer.status === 'ContactChallenged') return ended('skipped', 'asked_to_confirm');
    if (answer.status === '') return { ...ended('rejected', 'other'), text: untold };
    return ended('rejected', 'never_taken_back');
  } catch (error) {
    if (!(error instanceof DotdigitalError) || error.kind !== 'refused') throw error;
    return { row, outcome: 'rejected', code: 'other', text: error.detail || error.userMessage, answer: null };
  }
}

async function settle(session: Session, tx: Tx, { row, outcome, code, text, answer }: End): Promise<void> {
  const { ctx, wave, target } = session;
  const { integrationId, addressBookId } = target;
  const at = ctx.now();
  if (outcome === 'added') {
    await storeReturns(tx, {
      integrationId,
      rows: [{ email: row.emailKey, status: 'Subscribed' }],
      booksReadAt: at,
    });
    await settleResubscribed(tx, { addressBookId, emailKey: row.emailKey, recordId: row.recordId, at });
    await clearMarksOfReturned(tx, { integrationId, emailKeys: [row.emailKey], at });
  }
  if (answer?.contact)
    await storeSeenContacts(tx, { integrationId, addressBookId: null, rows: [answer.contact], seenAt: at });
  await tx.$executeRaw`
    UPDATE planned_changes SET outcome = ${outcome}, reason_code = ${code}, reason_text = ${text}, settled_at = ${at}
    WHERE wave_id = ${wave.id} AND n = ${row.n}::int AND outcome IS NULL`;
  await noteProgress(session, tx);
}
