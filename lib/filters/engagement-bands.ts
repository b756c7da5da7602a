import type { FilterCondition, FilterDefinition } from './filter-definition';

export const engagementBands = ['active', 'cooling', 'sleeping'] as const;
export type EngagementBand = (typeof engagementBands)[number];

const opened = (operator: 'in_last' | 'not_in_last', days: number): FilterCondition => ({
  kind: 'condition',
  field: 'lastOpenAt',
  operator,
  value: days,
});
const received: FilterCondition = { kind: 'condition', field: 'receivedCount', operator: 'gte', value: 1 };

const rules: Record<EngagementBand, FilterCondition[]> = {
  active: [opened('in_last', 30)],
  cooling: [opened('in_last', 90), opened('not_in_last', 30)],
  sleeping: [received, opened('not_in_last', 90)],
};

const isOn = (listId: string): FilterCondition => ({
  kind: 'condition',
  field: 'lists',
  operator: 'any_of',
  value: [listId],
});

/** Whoever ever received or opened a mail is in exactly one band. The filter is what is counted, and what a list of the band is made of; `listId`: of a list's people alone. */
export const bandFilter = (band: EngagementBand, listId?: string): FilterDefinition => ({
  version: 1,
  root: {
    kind: 'group',
    combinator: 'all',
    rules: [...(listId === undefined ? [] : [isOn(listId)]), ...rules[band]],
  },
});

export const bandWords: Record<EngagementBand, { label: string; hint: string }> = {
  active: { label: 'Active', hint: 'opened within 30 days' },
  cooling: { label: 'Cooling', hint: '31 to 90 days ago' },
  sleeping: { label: 'Sleeping', hint: 'no open for over 90 days' },
};
