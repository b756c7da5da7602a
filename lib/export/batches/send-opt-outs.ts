import {
  settleSmsUnsubscribed,
  settleUnknownContacts,
  settleUnknownNumbers,
  settleUnsubscribed,
} from '../../address-books';
import type { Tx } from '../../db';
import { DotdigitalError } from '../../dotdigital';
import type { Batch } from '../next-step';
import type { Session } from '../session';
import { fenced } from '../wave-lease';
import { noteProgress } from '../wave-records';

type Ends = { unsubscribed: string[]; unknown: string[]; refused: { key: string; text: string }[] };

/** One call for each person: there is no bulk unsubscribe. What is done is kept even when a later call fails. */
export async function sendOptOuts(session: Session, batch: Batch): Promise<void> {
  const { ctx, wave } = session;
  const rows = await ctx.db.prisma.plannedChange.findMany({
    where: { waveId: wave.id, batchId: batch.id, outcome: null },
    orderBy: { n: 'asc' },
    select: { emailKey: true },
  });
  const ends: Ends = { unsubscribed: [], unknown: [], refused: [] };
  let failure: unknown = null;
  for (const { emailKey } of rows) {
    if (emailKey === null) continue;
    try {
      const isDone = await unsubscribe(session, emailKey);
      (isDone ? ends.unsubscribed : ends.unknown).push(emailKey);
    } catch (error) {
      const text = refusalOf(error);
      if (text === null) {
        failure = error;
        break;
      }
      if (text === 'unknown') ends.unknown.push(emailKey);
      else ends.refused.push({ key: emailKey, text });
    }
  }
  await fenced(ctx, wave, (tx) => settle(session, tx, batch, ends, failure === null));
  if (failure !== null) throw failure;
}

/** Answers whether Dotdigital knows them. */
async function unsubscribe({ client, target }: Session, key: string): Promise<boolean> {
  if (target.channel === 'email') {
    await client.unsubscribe(key);
    return true;
  }
  const contact = await client.contactByNumber(key);
  if (contact !== null) await client.unsubscribeFromSms(contact.id);
  return contact !== null;
}

/** One person's refusal concerns that person; anything else stops the batch. */
function refusalOf(error: unknown): string | null {
  if (!(error instanceof DotdigitalError)) return null;
  if (error.kind === 'not_found') return 'unknown';
  return error.kind === 'refused' ? error.detail || error.userMessage : null;
}

async function settle(session: Session, tx: Tx, batch: Batch, ends: Ends, complete: boolean): Promise<void> {
  const { ctx, target } = session;
  const at = ctx.now();
  const integrationId = target.integrationId;
  if (target.channel === 'sms') {
    await settleSmsUnsubscribed(tx, { integrationId, numbers: ends.unsubscribed, at });
    await settleUnknownNumbers(tx, { integrationId, numbers: ends.unknown });
  } else {
    await settleUnsubscribed(tx, { integrationId, emailKeys: ends.unsubscribed, at });
    await settleUnknownContacts(tx, { integrationId, emailKeys: ends.unknown });
  }
  await tx.$executeRaw`
    UPDATE planned_changes SET outcome = 'unsubscribed', settled_at = ${at}
    WHERE batch_id = ${batch.id} AND outcome IS NULL AND email_key = ANY(${ends.unsubscribed}::text[])`;
  await tx.$executeRaw`
    UPDATE planned_changes SET outcome = 'skipped', reason_code = 'not_at_dotdigital', settled_at = ${at}
    WHERE batch_id = ${batch.id} AND outcome IS NULL AND email_key = ANY(${ends.unknown}::text[])`;
  await tx.$executeRaw`
    UPDATE planned_changes p SET outcome = 'rejected', reason_code = 'other', reason_text = r.text, settled_at = ${at}
    FROM json_to_recordset(${JSON.stringify(ends.refused)}::json) AS r(key text, text text)
    WHERE p.batch_id = ${batch.id} AND p.outcome IS NULL AND p.email_key = r.key`;
  if (complete)
    await tx.exportBatch.update({ where: { id: batch.id }, data: { state: 'finished', finishedAt: at } });
  await noteProgress(session, tx);
}
