import { zoneWords } from '../../_components/list-words';
import { listTypeLabels, type MarketingListView } from '@/lib/marketing-lists/schemas';

/** The page's first sentence: what kind of list, whom it means, whose it is. */
export function ledeOf(list: MarketingListView): string {
  const people = list.sentence ?? 'people whose filter can’t be read any more';
  const owner = list.owner
    ? ` Owner ${list.owner.name}${list.ownerOnly ? ', seen by nobody else but admins' : ''}.`
    : ' Nobody owns it.';
  const days = list.sentence?.includes(list.timeZone)
    ? ` Its days begin at midnight in ${list.timeZone}, ${zoneWords(list.timeZoneSource)}.`
    : '';
  return `${list.archivedAt ? 'Archived. ' : ''}${listTypeLabels[list.type]} list of ${people}.${days}${owner}${list.canChange ? '' : ' You can read it, not change it.'}`;
}
