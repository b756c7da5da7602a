import { newListHref } from '@/components/marketing-lists/new-list-href';
import { listFilterOf } from '@/lib/campaigns';
import type { CampaignCounts, RecipientResult } from '@/lib/campaigns/schemas';
import type { ListChoice } from './make-list-menu';

type Campaign = { id: string; name: string; counts: CampaignCounts };

/** The lists that are asked for most, each by its condition; people only, as every list. */
export function listChoices({ id, name, counts }: Campaign): ListChoice[] {
  const asked: [label: string, result: RecipientResult | null, count: number | null][] = [
    ['People who opened', 'opened', counts.humanOpeners],
    ['People who clicked', 'clicked', counts.humanClickers],
    ['Received, never opened', 'unopened', null],
    ['Unsubscribed by it', 'unsubscribed', counts.unsubscribed],
    ['Everyone it was sent to', null, counts.recipients],
  ];
  return asked.flatMap(([label, result, count]) => {
    const filter = listFilterOf(id, {
      filters: result === null ? [] : [{ field: 'result', type: 'choice', op: 'any', value: [result] }],
    });
    return filter === null
      ? []
      : [{ label, count, href: newListHref({ name: `${name}: people`, entity: 'contact', filter }) }];
  });
}
