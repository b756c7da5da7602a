'use client';

import { ChevronDown } from 'lucide-react';
import { Button } from '@/components/ui/button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuLink,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { Num } from '@/components/ui/numbers';
import type { CampaignCounts, PeopleFilter } from '@/lib/campaigns/schemas';
import { newListHref } from '@/components/marketing-lists/new-list-href';

type Rule = PeopleFilter['root']['rules'][number];

export function MakeListMenu({ id, name, counts }: { id: string; name: string; counts: CampaignCounts }) {
  const rule = (field: string, operator: string, value: Rule['value']): PeopleFilter => ({
    version: 1,
    root: {
      kind: 'group',
      combinator: 'all',
      rules: [{ kind: 'condition', field, operator, value, campaignId: id }],
    },
  });
  const choices: { label: string; count: number; filter: PeopleFilter }[] = [
    { label: 'People who opened', count: counts.humanOpeners, filter: rule('campaign.opens', 'gte', 1) },
    { label: 'People who clicked', count: counts.humanClickers, filter: rule('campaign.clicks', 'gte', 1) },
    {
      label: 'Received, never opened',
      count: counts.delivered - counts.humanOpeners,
      filter: rule('campaign.opens', 'eq', 0),
    },
    {
      label: 'Unsubscribed by it',
      count: counts.unsubscribed,
      filter: rule('campaign.unsubscribed', 'is', true),
    },
    {
      label: 'Everyone it was sent to',
      count: counts.recipients,
      filter: rule('campaign.sent', 'is', true),
    },
  ];
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="primary">
          Make a list <ChevronDown aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {choices.map(({ label, count, filter }) => (
          <DropdownMenuLink
            key={label}
            href={newListHref({ name: `${name}: people`, entity: 'contact', filter })}
          >
            {label}{' '}
            <span className="figures ml-auto pl-4 text-ink-3">
              <Num value={count} />
            </span>
          </DropdownMenuLink>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
