import { z } from 'zod';
import { readRecipientAsk } from '@/lib/campaigns';
import type { Machines, RecipientAsk, RevenueRule } from '@/lib/campaigns/schemas';
import type { SearchParams } from '@/lib/table-query';

const Per = z.enum(['hour', 'day']).optional().catch(undefined);

/** What a campaign's page is asked for, beside its grid of people; all of it stands in the address. */
export type CampaignAsk = {
  machines: Machines;
  /** Where none is asked for, the chart chooses by how long the campaign has gone on. */
  per: 'hour' | 'day' | undefined;
  /** The chart adds up. */
  isRunningTotal: boolean;
  revenue: RevenueRule;
  /** How its people are asked for. */
  people: RecipientAsk;
  /** What a link to its people keeps of the address, so that they are counted as the number was. */
  kept: Readonly<Record<string, string>>;
  /** This page with some of it otherwise; an empty text takes it away. */
  hrefWith: (changes: Readonly<Record<string, string>>) => string;
};

const keptNames = ['machine', 'days', 'after', 'split', 'per', 'sum'] as const;

export function readAsk(path: string, search: Exclude<SearchParams, URLSearchParams>): CampaignAsk {
  const one = (name: string): string | undefined => {
    const value = search[name];
    return Array.isArray(value) ? value[0] : value;
  };
  const people = readRecipientAsk(search);
  return {
    machines: people.machines,
    per: Per.parse(one('per')),
    isRunningTotal: one('sum') === 'running',
    revenue: people.revenue,
    people,
    kept: Object.fromEntries(keptNames.flatMap((name) => (one(name) ? [[name, one(name) ?? '']] : []))),
    hrefWith: (changes) => {
      const params = new URLSearchParams();
      for (const [name, value] of Object.entries({ ...search, ...changes })) {
        const text = Array.isArray(value) ? value[0] : value;
        if (text) params.set(name, text);
      }
      const query = params.toString();
      return query === '' ? path : `${path}?${query}`;
    },
  };
}
