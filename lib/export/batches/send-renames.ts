import { settleUnknownContacts, storeSeenContacts } from '../../address-books';
import type { Tx } from '../../db';
import { DotdigitalError, isSendable, wishStatuses, type WireContact } from '../../dotdigital';
import { markItemsUnsubscribed } from '../../marketing-lists';
import type { Batch } from '../next-step';
import { renamedFrom } from '../planning/plan-renames';
import type { Session } from '../session';
import { fenced } from '../wave-lease';
import { noteProgress } from '../wave-records';

type Row = { n: number; from: string; to: string; contactId: number };

/** What became of one new address, and the contacts that were seen on the way. */
type End = {
  row: Row;
  outcome: 'updated' | 'skipped' | 'rejected';
  code: 'address_changed' | 'address_known_there' | 'old_address_refused' | 'not_at_dotdigital' | 'other';
  text: string | null;
  seen: WireContact[];
};

/**
 * Each contact gets its new address, looked at before: what was asked without hearing the answer is found done. Safe to repeat. Where
 * Dotdigital knows the new address as a contact of its own, that one goes on; the plan behind this one adds it and takes the old one out.
 */
export async function sendRenames(session: Session, batch: Batch): Promise<void> {
  const { ctx, wave, target } = session;
  const rows = await ctx.db.prisma.$queryRaw<Row[]>`
    SELECT p.n, ${renamedFrom} AS "from", p.email_key AS "to", c.dotdigital_id AS "contactId" FROM planned_changes p
    JOIN dotdigital_contacts c ON c.integration_id = ${target.integrationId} AND c.email_key = ${renamedFrom}
    WHERE p.batch_id = ${batch.id} AND p.outcome IS NULL AND c.dotdigital_id IS NOT NULL ORDER BY p.n`;
  for (const row of rows) {
    const end = await rename(session, row);
    await fenced(ctx, wave, (tx) => settle(session, tx, end));
  }
  await fenced(ctx, wave, async (tx) => {
    await tx.$executeRaw`
      UPDATE planned_changes SET outcome = coalesce(outcome, 'skipped'), settled_at = coalesce(settled_at, ${ctx.now()}),
        reason_code = CASE WHEN outcome IS NULL THEN 'plan_changed' ELSE reason_code END
      WHERE batch_id = ${batch.id}`;
    await tx.exportBatch.update({
      where: { id: batch.id },
      data: { state: 'finished', finishedAt: ctx.now() },
    });
    await noteProgress(session, tx);
  });
}

async function rename({ client }: Session, row: Row): Promise<End> {
  const old = await client.contactByEmail(row.from);
  const there = old === null ? await client.contactByEmail(row.to) : null;
  const ended = (
    outcome: End['outcome'],
    code: End['code'],
    seen: WireContact[],
    text: string | null = null,
  ) => ({ row, outcome, code, text, seen }) satisfies End;
  if (there?.id === row.contactId) return ended('updated', 'address_changed', [there]);
  if (old === null) return ended('skipped', 'not_at_dotdigital', []);
  if (!isSendable(old.status)) return ended('skipped', 'old_address_refused', [old]);
  try {
    return ended('updated', 'address_changed', [await client.changeAddress(old.id, row.to)]);
  } catch (error) {
    if (!(error instanceof DotdigitalError) || error.kind !== 'refused') throw error;
    const holder = await client.contactByEmail(row.to);
    if (holder) return ended('skipped', 'address_known_there', [holder]);
    const again = await client.contactByEmail(row.from);
    return again && !isSendable(again.status)
      ? ended('skipped', 'old_address_refused', [again])
      : ended('rejected', 'other', [], error.detail || error.userMessage);
  }
}

async function settle(session: Session, tx: Tx, { row, outcome, code, text, seen }: End): Promise<void> {
  const { ctx, wave, target } = session;
  const { integrationId, listId } = target;
  const at = ctx.now();
  await storeSeenContacts(tx, { integrationId, addressBookId: null, rows: seen, seenAt: at });
  if (code === 'not_at_dotdigital') await settleUnknownContacts(tx, { integrationId, emailKeys: [row.from] });
  const wish =
    code === 'old_address_refused' && seen.find(({ status }) => wishStatuses.includes(status ?? ''));
  if (wish)
    await markItemsUnsubscribed(tx, {
      listIds: [listId],
      emailKeys: [row.to],
      reason: wish.status ?? '',
      at,
    });
  await tx.$executeRaw`
    UPDATE planned_changes SET outcome = ${outcome}, reason_code = ${code}, reason_text = ${text}, settled_at = ${at}
    WHERE wave_id = ${wave.id} AND n = ${row.n}::int AND outcome IS NULL`;
  await noteProgress(session, tx);
}
