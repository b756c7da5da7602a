import {
  settleMissing,
  storeBookUnsubscribes,
  storeSeenContacts,
  storeSeenNumbers,
} from '../../address-books';
import { Prisma, type Tx } from '../../db';
import { sendableSmsStatuses } from '../../dotdigital';
import { agree } from '../../format';
import { contactsOf, mustNotBeMailed } from '../../standing';
import { logRun } from '../../sync-runs';
import { fileKinds } from '../next-step';
import { readSince } from '../files/read-since';
import type { Session } from '../session';
import { lookAtStatistics } from '../look-at-statistics';
import { fenced } from '../wave-lease';
import { flushCalls, noteProgress } from '../wave-records';

const { sql } = Prisma;

/** Dotdigital's clock may differ from ours, and rows may show up late. */
const marginMs = 10 * 60_000;
/** So long after the last file the book is asked again for those it doesn't list yet; behind the last of these it is believed. */
const looksAfterMs = [5_000, 20_000, 60_000];
/** As often as this a person is sent and not found, before their values are set aside. */
const maxTimesMissing = 3;
/** Rows read again at each border of a page, so that someone who leaves meanwhile hides nobody. */
const overlap = 100;

/**
 * An import that is finished has not put everyone into the book for sure (reliability.md I6): whoever is new counts as added when the
 * book lists them, and who isn't there after a minute ends as such and is sent again. Learns contact ids on the way. Answers when to look again;
 * null: everyone has an outcome. Safe to repeat.
 */
export async function confirmNewcomers(session: Session): Promise<Date | null> {
  const { ctx, target } = session;
  const open = await countOpen(session);
  if (open.newcomers === 0 && !open.unlearnt) return null;
  await lookAtStatistics(ctx, open.newcomers);
  const { stateCode } = await ctx.db.prisma.connection.findUniqueOrThrow({
    where: { id: target.connectionId },
    select: { stateCode: true },
  });
  const isBookGone = stateCode === 'book_gone';
  if (!isBookGone) {
    await readBook(session, new Date(session.wave.createdAt.getTime() - marginMs));
    if ((await settleSeen(session)) === 0) return null;
    // Nobody leaves a book by a stop to SMS.
    if (target.channel === 'email') {
      await readUnsubscribes(session);
      if ((await settleSeen(session)) === 0) return null;
    }
    const lookAgainAt = nextLook(open.endedAt ?? ctx.now(), ctx.now());
    if (lookAgainAt !== null) return lookAgainAt;
    // Who was put into the book late keeps the date of the import: only all of it tells.
    await readBook(session);
    if ((await settleSeen(session)) === 0) return null;
  }
  await endMissing(session, isBookGone);
  return null;
}

function nextLook(endedAt: Date, now: Date): Date | null {
  const at = looksAfterMs.map((after) => endedAt.getTime() + after).find((time) => time > now.getTime());
  return at === undefined ? null : new Date(at);
}

/** People of this wave whom a finished import should have put into the book, and of whom that isn't known yet. */
const newcomersOf = (waveId: bigint): Prisma.Sql => sql`
  p.wave_id = ${waveId} AND p.action = 'add' AND p.outcome IS NULL
  AND p.batch_id IN (SELECT b.id FROM export_batches b WHERE b.wave_id = ${waveId} AND b.state = 'finished')`;

async function countOpen({ ctx, wave, target }: Session) {
  const [row] = await ctx.db.prisma.$queryRaw<
    { newcomers: number; unlearnt: boolean; endedAt: Date | null }[]
  >`
    SELECT (SELECT count(*)::int FROM planned_changes p WHERE ${newcomersOf(wave.id)}) AS newcomers,
      EXISTS (
        SELECT FROM planned_changes p
        JOIN ${contactsOf(target.channel)} c ON c.integration_id = ${target.integrationId} AND c.email_key = p.email_key
        WHERE p.wave_id = ${wave.id} AND p.outcome IN ('added', 'updated') AND c.dotdigital_id IS NULL)
      -- An earlier file of theirs was taken before a later one was refused.
      OR EXISTS (
        SELECT FROM planned_changes p JOIN export_batches b ON b.id = p.batch_id
        JOIN book_members m ON m.address_book_id = ${target.addressBookId} AND m.email_key = p.email_key
        WHERE p.wave_id = ${wave.id} AND p.action = 'add' AND p.outcome = 'rejected' AND NOT m.present AND m.sent_at >= b.submitted_at) AS unlearnt,
      (SELECT max(b.finished_at) FROM export_batches b WHERE b.wave_id = ${wave.id} AND b.kind = ANY(${[...fileKinds]}::text[])) AS "endedAt"`;
  return row ?? { newcomers: 0, unlearnt: false, endedAt: null };
}

/** Who changed in the book since; without a date, everyone in it. */
async function readBook(session: Session, modifiedSince?: Date): Promise<void> {
  const { ctx, wave, target, client } = session;
  const how = modifiedSince ? { modifiedSince } : { overlap };
  if (target.channel === 'sms') return readNumbers(session, how);
  for await (const page of client.bookContacts(target.bookDotdigitalId, how)) {
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

async function readNumbers(
  { ctx, wave, target, client, calls }: Session,
  how: { modifiedSince?: Date; overlap?: number },
): Promise<void> {
  for await (const { rows } of client.bookNumbers(target.bookDotdigitalId, how))
    await fenced(ctx, wave, async (tx) => {
      await storeSeenNumbers(tx, { ...target, rows, seenAt: ctx.now() });
      await flushCalls({ ctx, wave, target, calls }, tx);
    });
}

/** Not everybody's refusal is told by the import: v3 takes the values of who left this book by their own wish. */
async function readUnsubscribes(session: Session): Promise<void> {
  const { ctx, wave, target, client } = session;
  const since = await readSince(session, 'book_unsubscribes', String(target.bookDotdigitalId));
  for await (const { rows } of client.bookUnsubscribes(target.bookDotdigitalId, since)) {
    await fenced(ctx, wave, async (tx) => {
      await storeBookUnsubscribes(tx, {
        integrationId: target.integrationId,
        addressBookId: target.addressBookId,
        rows: rows.map(({ contactId, email, dateRemoved }) => ({
          id: contactId,
          email,
          reason: 'Unsubscribed',
          at: dateRemoved ?? ctx.now(),
        })),
        seenAt: ctx.now(),
      });
      await flushCalls(session, tx);
    });
  }
}

/** Gives an outcome to whoever the book lists, and to whoever has left it since by their own wish; answers how many are left. */
function settleSeen(session: Session): Promise<number> {
  const { ctx, wave, target } = session;
  return fenced(ctx, wave, async (tx) => {
    const at = ctx.now();
    if (target.channel === 'sms') await settleWhoStopped(tx, session, at);
    await tx.$executeRaw`
      UPDATE planned_changes p SET outcome = 'added', settled_at = ${at} FROM book_members m
      WHERE ${newcomersOf(wave.id)} AND m.address_book_id = ${target.addressBookId} AND m.email_key = p.email_key AND m.present`;
    if (target.channel === 'email') await settleWhoLeft(tx, session, at);
    await noteProgress(session, tx);
    const [left] = await tx.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM planned_changes p WHERE ${newcomersOf(wave.id)}`;
    return left?.count ?? 0;
  });
}

/** Dotdigital takes somebody who stopped SMS into a book, and writes to them no more. */
async function settleWhoStopped(tx: Tx, { wave, target }: Session, at: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE planned_changes p SET outcome = 'skipped', settled_at = ${at}, reason_text = NULL, reason_code = c.status
    FROM sms_contacts c
    WHERE ${newcomersOf(wave.id)} AND c.integration_id = ${target.integrationId} AND c.mobile = p.email_key
      AND c.status <> ALL(${[...sendableSmsStatuses]}::text[])`;
}

async function settleWhoLeft(tx: Tx, { wave, target }: Session, at: Date): Promise<void> {
  const refused = mustNotBeMailed(sql`c.status`);
  await tx.$executeRaw`
      UPDATE planned_changes p SET outcome = 'skipped', settled_at = ${at}, reason_text = NULL,
        reason_code = CASE WHEN ${refused} THEN c.status ELSE 'unsubscribed_from_book' END
      FROM book_members m
      LEFT JOIN dotdigital_contacts c ON c.integration_id = ${target.integrationId} AND c.email_key = m.email_key
      WHERE ${newcomersOf(wave.id)} AND m.address_book_id = ${target.addressBookId} AND m.email_key = p.email_key
        AND (m.unsubscribed_at IS NOT NULL OR ${refused})`;
}

async function endMissing(session: Session, isBookGone: boolean): Promise<void> {
  const { ctx, wave, target } = session;
  await fenced(ctx, wave, async (tx) => {
    const count = await tx.$executeRaw`
      UPDATE planned_changes p SET outcome = 'rejected', settled_at = ${ctx.now()}, reason_text = NULL,
        reason_code = ${isBookGone ? sql`'book_gone'` : sql`CASE WHEN (${timesMissing(target.addressBookId)}) >= ${maxTimesMissing - 1}::int THEN 'never_in_book' ELSE 'not_in_book' END`}
      WHERE ${newcomersOf(wave.id)}`;
    await settleMissing(tx, {
      addressBookId: target.addressBookId,
      waveId: wave.id,
      reasons: ['not_in_book', 'never_in_book', 'book_gone'],
    });
    if (!isBookGone) await tellMissing(tx, wave.runId, count);
    await noteProgress(session, tx);
  });
}

/** How often the same values were sent to the book before without the person being found in it. */
const timesMissing = (addressBookId: bigint): Prisma.Sql => sql`
  SELECT count(*) FROM planned_changes q JOIN waves w ON w.id = q.wave_id JOIN connections c ON c.id = w.connection_id
  WHERE c.address_book_id = ${addressBookId} AND q.email_key = p.email_key AND q.outcome = 'rejected'
    AND q.reason_code = 'not_in_book' AND q.wanted_hash = p.wanted_hash`;

const tellMissing = (tx: Tx, runId: bigint, count: number): Promise<void> =>
  logRun(
    tx,
    runId,
    'warn',
    `Dotdigital finished the import, but ${count.toLocaleString('en-GB')} of its people ${agree(count, 'is', 'are')} not in the book. They end as refused and are sent again with the next run.`,
  );
