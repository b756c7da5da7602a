import type { TableFilter } from '../table-query';
import type { Machines } from './figures';
import type { RecipientQuery } from './recipient-grid';
import type { PeopleFilter } from './schemas';

type RecipientFilter = RecipientQuery['filters'][number]['field'];
type Condition = PeopleFilter['root']['rules'][number];

/**
 * The people grid's filters as the filter of a marketing list: the same people, from then on. null where a filter of the grid is nothing a
 * list can ask for.
 */
export function listFilterOf(
  campaignId: string,
  filters: readonly TableFilter<RecipientFilter>[],
  q = '',
  machines: Machines = 'out',
): PeopleFilter | null {
  if (q !== '') return null;
  if (machines === 'in' && filters.some(({ field }) => asksForDeeds.has(field))) return null;
  const rules: Condition[] = [];
  for (const filter of filters) {
    const rule = ruleOf(campaignId, filter);
    if (rule === null) return null;
    rules.push(rule);
  }
  if (rules.length === 0)
    rules.push({ kind: 'condition', field: 'campaign.sent', operator: 'is', value: true, campaignId });
  return { version: 1, root: { kind: 'group', combinator: 'all', rules } };
}

/** A list counts what people did, never what machines did. */
const asksForDeeds: ReadonlySet<RecipientFilter> = new Set(['opens', 'clicks', 'result']);

const countFields: Partial<Record<RecipientFilter, string>> = {
  opens: 'campaign.opens',
  clicks: 'campaign.clicks',
};

/** What became of the mail, where a list counts it as the grid does. */
const resultRules: Partial<Record<string, Pick<Condition, 'field' | 'operator' | 'value'>>> = {
  opened: { field: 'campaign.opens', operator: 'gte', value: 1 },
  clicked: { field: 'campaign.clicks', operator: 'gte', value: 1 },
  bounced: { field: 'campaign.bounced', operator: 'is', value: true },
  delivered: { field: 'campaign.received', operator: 'is', value: true },
};

function ruleOf(campaignId: string, filter: TableFilter<RecipientFilter>): Condition | null {
  const field = countFields[filter.field];
  if (filter.type === 'number' && field !== undefined) {
    return { kind: 'condition', field, operator: filter.op, value: filter.value, campaignId };
  }
  if (filter.type !== 'choice') return null;
  const states = [...filter.value].sort().join();
  const result = filter.field === 'result' ? resultRules[states] : undefined;
  if (result !== undefined) return { kind: 'condition', ...result, campaignId };
  if (states === 'unsubscribed')
    return { kind: 'condition', field: 'campaign.unsubscribed', operator: 'is', value: true, campaignId };
  if (states === 'hard_bounced,soft_bounced')
    return { kind: 'condition', field: 'campaign.bounced', operator: 'is', value: true, campaignId };
  return null;
}
