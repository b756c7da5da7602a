import type { Context } from '../../context';
import { permit } from '../../permissions';
import type { ResubscriptionView } from '../schemas';

const shownAtOnce = 500;

/** The latest check with those who are subscribed again, the ones without a newer consent first. */
export async function readCheck(ctx: Context): Promise<ResubscriptionView> {
  permit(ctx, 'privacy.read');
  const { prisma } = ctx.db;
  const [latest, days, rows, integrations] = await Promise.all([
    prisma.resubscriptionCheck.findFirst({ orderBy: { day: 'desc' } }),
    prisma.resubscriptionCheck.count(),
    prisma.returnedAddress.findMany({
      orderBy: [{ consentAt: { sort: 'asc', nulls: 'first' } }, { backAt: 'desc' }, { id: 'asc' }],
      take: shownAtOnce,
    }),
    prisma.integration.findMany({ select: { id: true, name: true } }),
  ]);
  const books = await prisma.addressBook.findMany({
    where: { id: { in: rows.flatMap((row) => row.addressBookId ?? []) } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(integrations.map(({ id, name }) => [id, name]));
  const bookOf = new Map(books.map(({ id, name }) => [id, name]));
  return {
    latest: latest && {
      at: latest.at.toISOString(),
      since: latest.since.toISOString(),
      unsubscribedCount: latest.unsubscribedCount,
      withConsentCount: latest.withConsentCount,
      withoutConsentCount: latest.withoutConsentCount,
      tookMs: latest.tookMs,
    },
    checkedDayCount: days,
    people: rows.map((row) => ({
      email: row.emailKey,
      how: row.how === 'sent' ? 'sent' : 'listed',
      account: nameOf.get(row.integrationId) ?? 'an account that was deleted',
      book: row.addressBookId === null ? null : (bookOf.get(row.addressBookId) ?? null),
      syncRunId: row.syncRunId === null ? null : String(row.syncRunId),
      leftAt: row.leftAt.toISOString(),
      leftBy: row.leftBy,
      backAt: row.backAt.toISOString(),
      consent: row.consentAt && { at: row.consentAt.toISOString(), text: row.consentText },
    })),
  };
}
