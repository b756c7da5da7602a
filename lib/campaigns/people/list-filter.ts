import type { TableFilter } from '../../table-query';
import type { Machines } from '../figures';
import type { PeopleCondition, PeopleFilter } from '../schemas';
import { readParts } from './audience-part';
import type { FoundSplit } from './audience-split';
import type { RecipientQuery } from './recipient-grid';

type RecipientFilter = RecipientQuery['filters'][number]['field'];
type Asked = Pick<RecipientQuery, 'filters'> & { q?: string };
type Beside = { machines?: Machines; split?: FoundSplit | null };

/**
 * The people grid's filters as the filter of a marketing list: the same people, from then on. null where a filter of the grid is nothing a
 * list can ask for.
 */
export function listFilterOf(
  campaignId: string,
  { filters, q = '' }: Asked,
  { machines = 'out', split = null }: Beside = {},
): PeopleFilter | null {
  if (q !== '') return null;
  if (machines === 'in' && filters.some(asksForDeeds)) return null;
  const rules: PeopleCondition[] = [];
  for (const filter of filters) {
    const asked = filter.field === 'part' ? partRules(filter, split) : rulesOf(filter);
    if (asked === null) return null;
    const about = filter.field === 'part' ? {} : { campaignId };
    rules.push(...asked.map((rule) => ({ kind: 'condition' as const, ...rule, ...about })));
  }
  if (!rules.some(saysSent)) rules.unshift({ kind: 'condition', ...yes('campaign.sent'), campaignId });
  return { version: 1, root: { kind: 'group', combinator: 'all', rules } };
}

type Rule = Pick<PeopleCondition, 'field' | 'operator' | 'value' | 'not'>;

const yes = (field: string): Rule => ({ field, operator: 'is', value: true });
const no = (field: string): Rule => ({ field, operator: 'is', value: false });
const opened: Rule = { field: 'campaign.opens', operator: 'gte', value: 1 };
const clicked: Rule = { field: 'campaign.clicks', operator: 'gte', value: 1 };

/** Of these only who was sent the campaign can fit. */
const saysSent = ({ field, value, not }: PeopleCondition): boolean =>
  field.startsWith('campaign.') && value !== false && not !== true;

/** A list counts what people did, never what machines did. */
const deeds: ReadonlySet<string> = new Set(['opened', 'clicked', 'unopened', 'ordered']);
const asksForDeeds = (filter: TableFilter<RecipientFilter>): boolean =>
  filter.field === 'opens' ||
  filter.field === 'clicks' ||
  filter.field === 'link' ||
  filter.field === 'firstOpenedAt' ||
  (filter.field === 'result' && filter.type === 'choice' && filter.value.some((one) => deeds.has(one)));

const timesFields: Partial<Record<RecipientFilter, string>> = {
  opens: 'campaign.opens',
  clicks: 'campaign.clicks',
};

/** What became of the mail, where a list counts it as the grid does. */
const resultRules: Partial<Record<string, Rule[]>> = {
  opened: [opened],
  clicked: [clicked],
  unopened: [yes('campaign.neverOpened')],
  bounced: [yes('campaign.bounced')],
  soft_bounced: [yes('campaign.softBounced'), no('campaign.hardBounced')],
  hard_bounced: [yes('campaign.hardBounced')],
  delivered: [yes('campaign.received')],
  unsubscribed: [yes('campaign.unsubscribed')],
};

/** The same of the grid's state, which tells one thing per person: an unsubscribe before a bounce. */
const stateRules: Partial<Record<string, Rule[]>> = {
  unsubscribed: [yes('campaign.unsubscribed')],
  hard_bounced: [yes('campaign.hardBounced'), no('campaign.unsubscribed')],
  soft_bounced: [yes('campaign.softBounced'), no('campaign.hardBounced'), no('campaign.unsubscribed')],
  'hard_bounced,soft_bounced': [yes('campaign.bounced'), no('campaign.unsubscribed')],
};

function rulesOf(filter: TableFilter<RecipientFilter>): Rule[] | null {
  const field = timesFields[filter.field];
  if (filter.type === 'number') return field === undefined ? null : timesRules(field, filter);
  if (filter.type !== 'choice') return null;
  const asked = [...filter.value].sort().join();
  switch (filter.field) {
    case 'result':
      return resultRules[asked] ?? null;
    case 'state':
      return stateRules[asked] ?? null;
    case 'link': {
      const [link = '', more] = filter.value;
      return more !== undefined || link.length > longestLink
        ? null
        : [{ field: 'campaign.link', operator: 'is', value: link }];
    }
    default:
      return null;
  }
}

/** As long as a text in a filter may be. */
const longestLink = 1_000;

type NumberFilter = Extract<TableFilter<RecipientFilter>, { type: 'number' }>;

/** In a list 0 times is asked of mails that arrived, in the grid of all: what 0 passes is said by what is not more. */
function timesRules(field: string, { op, value }: NumberFilter): Rule[] {
  const [low, high] =
    op === 'between' ? value : op === 'gte' ? [value, null] : op === 'lte' ? [0, value] : [value, value];
  if (low > 0) return [{ field, operator: op, value }];
  return [
    yes('campaign.sent'),
    ...(high === null ? [] : [{ field, operator: 'gt', value: high, not: true }]),
  ];
}

function partRules(filter: TableFilter<RecipientFilter>, split: FoundSplit | null): Rule[] | null {
  if (split === null || filter.type !== 'choice') return null;
  const { keys, others, empty, none } = readParts(filter.value);
  const several = [keys.length > 0, empty, none].filter(Boolean).length > 1;
  if (none || several || (others && keys.length === 0)) return null;
  if (split.by.kind !== 'field') {
    const field = split.by.kind;
    if (others) return null;
    if (empty) return field === 'tags' ? [{ field, operator: 'empty' }] : null;
    return [{ field, operator: 'any_of', value: keys }];
  }
  const { name, type, choices } = split.by.field;
  const is = (operator: string, value?: PeopleCondition['value']): Rule[] => [
    { field: name, operator, ...(value === undefined ? {} : { value }) },
  ];
  if (type === 'boolean') return keys.length === 1 && keys[0] === 'true' && !others ? is('is', true) : null;
  if (empty) return is('empty');
  const [key = '', more] = keys;
  switch (type) {
    case 'choice': {
      const isOffered = keys.every((one) =>
        choices?.some((choice) => choice.value === one && !choice.archived),
      );
      if (!isOffered) return null;
      return others ? [...is('none_of', keys), ...is('not_empty')] : is('any_of', keys);
    }
    case 'text':
      if (others) return [...is('none_of', keys), ...is('not_empty')];
      return more === undefined ? is('is', key) : is('one_of', keys);
    case 'number':
      return others || more !== undefined ? null : is('eq', Number(key));
    case 'date':
      return others || more !== undefined ? null : is('on', key);
    default:
      return null;
  }
}
