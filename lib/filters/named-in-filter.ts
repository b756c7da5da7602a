import type { FilterDefinition, FilterGroup } from './filter-definition';

export type Named = {
  campaigns: Set<string>;
  marketingCampaigns: Set<string>;
  lastCampaigns: number;
  tags: Set<string>;
  owners: Set<string>;
  lists: Set<string>;
};

/** Everything that a filter names, wherever in it. */
export function namedIn(definition: FilterDefinition): Named {
  const named: Named = {
    campaigns: new Set(),
    marketingCampaigns: new Set(),
    lastCampaigns: 0,
    tags: new Set(),
    owners: new Set(),
    lists: new Set(),
  };
  const walk = (group: FilterGroup): void => {
    for (const rule of group.rules) {
      if (rule.kind === 'group') {
        walk(rule);
        continue;
      }
      if (rule.campaignId) named.campaigns.add(rule.campaignId);
      if (rule.marketingCampaignId) named.marketingCampaigns.add(rule.marketingCampaignId);
      named.lastCampaigns = Math.max(named.lastCampaigns, rule.lastCampaigns ?? 0);
      const into = { tags: named.tags, ownerId: named.owners, lists: named.lists }[rule.field];
      if (into && Array.isArray(rule.value)) for (const one of rule.value) into.add(String(one).trim());
      if (rule.where) walk(rule.where);
    }
  };
  walk(definition.root);
  return named;
}
