import type { MarketingListView } from '@/lib/marketing-lists/schemas';
import { listTypeLabels } from '@/lib/marketing-lists/schemas';

/** The page's first sentence: what kind of list, whom it means, whose it is. */
export function ledeOf(list: MarketingListView): string {
  const people = list.sentence ?? 'people whose filter can’t be read any more';
  const owner = list.owner ? ` Owner ${list.owner.name}.` : ' Nobody owns it.';
  return `${list.archivedAt ? 'Archived. ' : ''}${listTypeLabels[list.type]} list of ${people}.${owner}`;
}
