import type { PeopleFilter } from '@/lib/campaigns/schemas';

/** Create Marketing List, filled in. */
export const newListHref = (filter: PeopleFilter, campaignName: string): string =>
  `/marketing-lists/new?${new URLSearchParams({ entity: 'contact', name: `${campaignName}: people`.slice(0, 255), filter: JSON.stringify(filter) })}`;
