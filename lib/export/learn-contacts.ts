import { storeSeenContacts } from '../address-books';
import type { Session } from './session';
import { fenced } from './wave-lease';
import { flushCalls } from './wave-records';

/** Dotdigital's clock may differ from ours, and rows may show up late. */
const marginMs = 10 * 60_000;

/**
 * Learns the contact ids of people this wave added, by reading who changed in the book since it began. Safe to repeat:
 * equal rows are not rewritten. Ids that another read learnt meanwhile cost no call.
 */
export async function learnContacts(session: Session): Promise<void> {
  const { ctx, wave, target, client } = session;
  if (!(await anyUnlearnt(session))) return;
  const since = new Date(wave.createdAt.getTime() - marginMs);
  for await (const page of client.bookContacts(target.bookDotdigitalId, { modifiedSince: since })) {
    await fenced(ctx, wave, async (tx) => {
      await storeSeenContacts(tx, {
        integrationId: target.integrationId,
        addressBookId: target.addressBookId,
        rows: page.rows,
        seenAt: ctx.now(),
      });
      await flushCalls(session, tx);
    });
  }
}

async function anyUnlearnt({ ctx, wave, target }: Session): Promise<boolean> {
  const rows = await ctx.db.prisma.$queryRaw<{ one: number }[]>`
    SELECT 1 AS one FROM planned_changes p
    JOIN dotdigital_contacts c ON c.integration_id = ${target.integrationId} AND c.email_key = p.email_key
    WHERE p.wave_id = ${wave.id} AND p.outcome IN ('added', 'updated') AND c.dotdigital_id IS NULL LIMIT 1`;
  return rows.length > 0;
}
