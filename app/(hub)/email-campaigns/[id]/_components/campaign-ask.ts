import { z } from 'zod';
import { readMachines, RevenueRule, type Machines } from '@/lib/campaigns/schemas';
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
  /** This page with some of it otherwise; an empty text takes it away. */
  hrefWith: (changes: Readonly<Record<string, string>>) => string;
};

export function readAsk(path: string, search: Exclude<SearchParams, URLSearchParams>): CampaignAsk {
  const one = (name: string): string | undefined => {
    const value = search[name];
    return Array.isArray(value) ? value[0] : value;
  };
  return {
    machines: readMachines(one('machine')),
    per: Per.parse(one('per')),
    isRunningTotal: one('sum') === 'running',
    revenue: RevenueRule.parse({ days: one('days'), after: one('after') }),
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
