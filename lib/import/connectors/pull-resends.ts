import { findSameMail, findSentToAll, storeResend } from '../../campaigns';
import { beginningOfTime, type WireCampaign } from '../../dotdigital';
import { loadCursor, saveCursor } from '../import-cursor';
import { addCount, store, type Pass } from '../pass';

/** A campaign in which nothing has happened for so long has been looked at. */
const windowMs = 30 * 24 * 3_600_000;
const maxCandidatesPerPass = 25;

/**
 * A mail sent again to those who did not open it is a campaign of its own that Dotdigital lists under no book. Among the account's
 * active campaigns it is known by three things: it has no books, its name or subject is that of a campaign of ours, and everybody
 * who got it had got that one. What isn't one is looked at again while it is active: the first one's recipients may come later.
 */
export async function pullResends(pass: Pass): Promise<void> {
  const { ctx, client, integrationId } = pass;
  const { prisma } = ctx.db;
  const key = { integrationId, connector: 'campaigns' as const, scopeId: 'resends' };
  const { lastSuccessAt, position } = await loadCursor(prisma, key, ctx.now());
  const since = lastSuccessAt === null ? beginningOfTime : new Date(lastSuccessAt.getTime() - windowMs);
  let candidatesLeft = maxCandidatesPerPass;
  for await (const { rows, refused } of client.activeCampaigns(since)) {
    addCount(pass, 'setAside', refused.length);
    const known = await prisma.emailCampaign.findMany({
      where: { integrationId, dotdigitalId: { in: rows.map(({ id }) => id) } },
      select: { dotdigitalId: true, resendOfId: true },
    });
    for (const row of rows) {
      const stored = known.find(({ dotdigitalId }) => dotdigitalId === row.id);
      if (stored && stored.resendOfId === null) continue;
      const alike = stored ? [] : await findSameMail(prisma, integrationId, row);
      if (!stored && (alike.length === 0 || candidatesLeft === 0)) continue;
      if (!stored) candidatesLeft -= 1;
      const resendOfId = stored?.resendOfId ?? (await findOriginal(pass, row, alike));
      if (resendOfId === null) continue;
      const input = { integrationId, row, resendOfId, defaultOwnerId: pass.defaultOwnerId };
      addCount(pass, 'campaigns', await store(pass, (tx) => storeResend(ctx, tx, input)));
    }
  }
  await store(pass, (tx) => saveCursor(tx, key, { since: null, position, finishedAt: ctx.now() }));
}

async function findOriginal(
  { ctx, client }: Pass,
  { id }: WireCampaign,
  alike: readonly bigint[],
): Promise<bigint | null> {
  for await (const { rows } of client.booksOfCampaign(id)) if (rows.length > 0) return null;
  for await (const { rows } of client.activities(id)) {
    return findSentToAll(
      ctx.db.prisma,
      alike,
      rows.map(({ contactId }) => contactId),
    );
  }
  return null;
}
