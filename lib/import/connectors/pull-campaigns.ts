import { markCampaignsGone, storeCampaignContent, storeCampaigns } from '../../campaigns';
import type { WireCampaign } from '../../dotdigital';
import { loadCursor, saveCursor } from '../import-cursor';
import { addCount, store, type Pass } from '../pass';
import { readShiftingPages } from '../read-shifting-pages';

const maxContentsPerPass = 25;

/** Campaigns sent to one connected book: status, name and books are decided anew each time. */
export async function pullCampaigns(pass: Pass, book: { id: bigint; dotdigitalId: number }): Promise<void> {
  const key = {
    integrationId: pass.integrationId,
    connector: 'campaigns' as const,
    scopeId: String(book.dotdigitalId),
  };
  const campaigns = await readAll(pass, book.dotdigitalId);
  const known = await pass.ctx.db.prisma.emailCampaign.findMany({
    where: { books: { some: { addressBookId: book.id } }, goneAt: null, resendOfId: null },
    select: { dotdigitalId: true },
  });
  const isMissing = known.some(({ dotdigitalId }) => !campaigns.has(dotdigitalId));
  // Listed once and not the next time: looked at again before anything is marked.
  if (isMissing)
    for (const [id, campaign] of await readAll(pass, book.dotdigitalId)) campaigns.set(id, campaign);
  const { position } = await loadCursor(pass.ctx.db.prisma, key, pass.ctx.now());
  const changed = await store(pass, async (tx) => {
    const { changedCount } = await storeCampaigns(pass.ctx, tx, {
      integrationId: pass.integrationId,
      addressBookId: book.id,
      rows: [...campaigns.values()],
      defaultOwnerId: pass.defaultOwnerId,
    });
    const gone = isMissing
      ? await markCampaignsGone(pass.ctx, tx, { addressBookId: book.id, listedIds: [...campaigns.keys()] })
      : 0;
    await saveCursor(tx, key, {
      since: null,
      position: { ...position, completeAt: pass.ctx.now() },
      finishedAt: pass.ctx.now(),
    });
    return changedCount + gone;
  });
  addCount(pass, 'campaigns', changed);
}

async function readAll(pass: Pass, bookId: number): Promise<Map<number, WireCampaign>> {
  const campaigns = new Map<number, WireCampaign>();
  const pages = readShiftingPages({
    open: (options) => pass.client.campaignsOfBook(bookId, options),
    identity: ({ id }) => String(id),
    start: { skip: 0, tail: [] },
  });
  for await (const page of pages) {
    for (const campaign of page.rows) campaigns.set(campaign.id, campaign);
    addCount(pass, 'setAside', page.refused.length);
  }
  return campaigns;
}

/** Lists leave out the bodies: asked for once per campaign. */
export async function pullCampaignContents(pass: Pass): Promise<void> {
  const without = await pass.ctx.db.prisma.emailCampaign.findMany({
    where: {
      integrationId: pass.integrationId,
      goneAt: null,
      htmlContent: null,
      status: { in: ['Sent', 'Sending', 'Triggered'] },
    },
    select: { id: true, dotdigitalId: true },
    orderBy: { id: 'desc' },
    take: maxContentsPerPass,
  });
  for (const { id, dotdigitalId } of without) {
    const { htmlContent, plainTextContent } = await pass.client.campaign(dotdigitalId);
    await store(pass, (tx) =>
      storeCampaignContent(tx, {
        campaignId: id,
        html: htmlContent ?? '',
        plainText: plainTextContent ?? '',
      }),
    );
  }
}
