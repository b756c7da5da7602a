import type { Book } from '../books';
import type { PageWindow } from '../contact-pages';
import type { World } from '../world';
import { readCampaign, type Campaign, type CampaignRow } from './campaign';

export function listCampaigns(world: World, account: number, page: PageWindow): Campaign[] {
  return world.store
    .rows<CampaignRow>(
      'SELECT * FROM campaigns WHERE account = ? ORDER BY id LIMIT ? OFFSET ?',
      account,
      page.select,
      page.skip,
    )
    .map(readCampaign);
}

/** Those ever sent to the book. */
export function listCampaignsOfBook(world: World, book: number, page: PageWindow): Campaign[] {
  return world.store
    .rows<CampaignRow>(
      'SELECT c.* FROM campaignBooks b JOIN campaigns c ON c.id = b.campaign WHERE b.book = ? ORDER BY c.id LIMIT ? OFFSET ?',
      book,
      page.select,
      page.skip,
    )
    .map(readCampaign);
}

export function listBooksOfCampaign(world: World, campaign: number, page: PageWindow): Book[] {
  return world.store.rows<Book>(
    'SELECT k.* FROM campaignBooks b JOIN books k ON k.id = b.book WHERE b.campaign = ? ORDER BY k.id LIMIT ? OFFSET ?',
    campaign,
    page.select,
    page.skip,
  );
}

/** Sent ones in which somebody did something since then. */
export function listActiveCampaigns(
  world: World,
  account: number,
  since: number,
  page: PageWindow,
): Campaign[] {
  const compare = world.settings.sinceInclusive ? '>=' : '>';
  return world.store
    .rows<CampaignRow>(
      `SELECT * FROM campaigns WHERE account = ? AND sent IS NOT NULL AND touched ${compare} ? ORDER BY id LIMIT ? OFFSET ?`,
      account,
      since,
      page.select,
      page.skip,
    )
    .map(readCampaign);
}

export interface CampaignFilter {
  kind: 'Standard' | 'Triggered' | undefined;
  tags: string[];
  statuses: string[];
  sentFrom: number | undefined;
  scheduledFrom: number | undefined;
  scheduledTo: number | undefined;
}

/** Every condition that is given must hold; of several tags or statuses one is enough. */
export function listFilteredCampaigns(
  world: World,
  account: number,
  filter: CampaignFilter,
  page: PageWindow,
): Campaign[] {
  const tags = filter.tags.map((tag) => tag.trim().toLowerCase()).filter((tag) => tag !== '');
  return listCampaigns(world, account, { select: 1_000_000, skip: 0 })
    .filter(
      (campaign) =>
        (filter.kind === undefined || campaign.kind === filter.kind) &&
        (filter.statuses.length === 0 || filter.statuses.includes(campaign.status)) &&
        (tags.length === 0 || campaign.tags.some((tag) => tags.includes(tag.toLowerCase()))) &&
        (filter.sentFrom === undefined || (campaign.sent ?? -1) >= filter.sentFrom) &&
        (filter.scheduledFrom === undefined || (campaign.scheduled ?? -1) >= filter.scheduledFrom) &&
        (filter.scheduledTo === undefined || (campaign.scheduled ?? Infinity) <= filter.scheduledTo),
    )
    .slice(page.skip, page.skip + page.select);
}

export function listSentBetween(
  world: World,
  account: number,
  from: number,
  to: number,
  page: PageWindow,
): Campaign[] {
  return world.store
    .rows<CampaignRow>(
      'SELECT * FROM campaigns WHERE account = ? AND sent >= ? AND sent <= ? ORDER BY id LIMIT ? OFFSET ?',
      account,
      from,
      to,
      page.select,
      page.skip,
    )
    .map(readCampaign);
}
