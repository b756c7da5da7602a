import { entityLabels } from '../crm';
import type { CrmEntity } from '../crm/schemas';
import { formatNumber } from '../format';
import type { DayFrame } from './condition-sql';
import type { ResolvedCondition, ResolvedGroup } from './resolve-filter';

/** What a filter means, in plain English: "contacts whose city is “Berlin”, and who opened “October arrivals” exactly once". */
export function describeFilter(root: ResolvedGroup, entity: CrmEntity, frame: DayFrame): string {
  const { one, many } = entityLabels[entity];
  if (root.rules.length === 0) return `every ${one.toLowerCase()}`;
  const people = many.toLowerCase();
  if (root.combinator === 'none') return `${people}, but not those ${eachOf(root, frame).join(' or those ')}`;
  if (root.combinator === 'any') return `${people} ${eachOf(root, frame).join(', or ')}`;
  const [first = '', ...rest] = root.rules.map((rule) => part(rule, frame));
  return [first.startsWith('but ') ? `${people}, ${first}` : `${people} ${first}`, ...rest.map((text) => (text.startsWith('but ') ? text : `and ${text}`))].join(', ');
}

type Rule = ResolvedGroup | ResolvedCondition;

const part = (rule: Rule, frame: DayFrame): string => {
  if (rule.kind === 'group') return groupWords(rule, frame);
  return rule.not ? `but not those ${conditionWords(rule, frame)}` : conditionWords(rule, frame);
};

const eachOf = (group: ResolvedGroup, frame: DayFrame): string[] =>
  group.rules.map((rule) => (rule.kind === 'condition' && rule.not ? `who are not among those ${conditionWords(rule, frame)}` : part(rule, frame)));

function groupWords(group: ResolvedGroup, frame: DayFrame): string {
  const parts = eachOf(group, frame);
  const [only = ''] = parts;
  if (group.combinator === 'none') return `but not those ${parts.join(' or those ')}`;
  if (parts.length === 1) return only;
  if (group.combinator === 'all') return `(${parts.join(' and ')})`;
  return `either ${parts.join(' or ')}`;
}

export function conditionWords(condition: ResolvedCondition, frame: DayFrame): string {
  const { field, operator } = condition;
  if (field.about === 'campaign') return activityWords(condition);
  if (field.type === 'datetime') return `who were ${field.label.toLowerCase()} ${dayWords(condition, frame)}`;
  const whose = `whose ${field.label.startsWith('E-') ? field.label.replace('E-', 'e-') : lowerFirst(field.label)}`;
  if (operator.name === 'empty') return `${whose} is empty`;
  if (operator.name === 'not_empty') return `${whose} is not empty`;
  if (field.type === 'date') return `${whose} is ${dayWords(condition, frame)}`;
  return `${whose} ${comparisonWords(condition)}`;
}

function comparisonWords({ field, operator, value }: ResolvedCondition): string {
  const label = (one: string): string => field.choices?.find((choice) => choice.value === one)?.label.toLowerCase() ?? one;
  switch (operator.value) {
    case 'text':
      return `${operator.label.replace(' (or is empty)', '')} ${quoted(String(value))}${operator.label.includes('(or') ? ' or is empty' : ''}`;
    case 'texts': {
      const some = oneOf((value as string[]).map(quoted), 3);
      return operator.name === 'one_of' ? `is ${some}` : `is not ${some} or is empty`;
    }
    case 'choices':
      return `is ${operator.name === 'none_of' ? 'not ' : ''}${oneOf((value as string[]).map(label), 5)}`;
    case 'yesno':
      return value === true ? 'is yes' : 'is no or empty';
    case 'range': {
      const [low, high] = value as [number, number];
      return `is between ${formatNumber(low)} and ${formatNumber(high)}`;
    }
    default: {
      const words = { eq: 'is', ne: 'is empty or not', gte: 'is at least', lte: 'is at most' }[operator.name] ?? operator.label;
      return `${words} ${formatNumber(Number(value))}`;
    }
  }
}

function dayWords({ field, operator, value }: ResolvedCondition, { zone, today }: DayFrame): string {
  switch (operator.name) {
    case 'on':
      return `on ${dayText(String(value))}`;
    case 'before':
    case 'after':
      return `${operator.name} ${dayText(String(value))}`;
    case 'between': {
      const [from = '', to = ''] = value as string[];
      return `from ${dayText(from)} to ${dayText(to)}`;
    }
    case 'in_last': {
      const days = Number(value);
      const since = dayText(addDays(today, -days), true);
      const span = days === 1 ? 'since yesterday' : `in the last ${formatNumber(days)} days`;
      return field.type === 'datetime' ? `${span} (= since ${since} 00:00 ${zone})` : `${span} (= since ${since})`;
    }
    default:
      return operator.label;
  }
}

const campaignName = ({ campaign }: ResolvedCondition): string => (campaign === null ? 'any campaign' : quoted(campaign.name));

function activityWords(condition: ResolvedCondition): string {
  const { field, value } = condition;
  const which = campaignName(condition);
  const yes = value === true;
  switch (field.name) {
    case 'campaign.received':
      return yes ? `who received ${which}` : `who did not receive ${which}`;
    case 'campaign.unsubscribed':
      return yes ? `who unsubscribed through ${which}` : `who did not unsubscribe through ${which}, those who never received it included`;
    case 'campaign.bounced':
      return yes ? `whose mail of ${which} bounced` : `whose mail of ${which} did not bounce, those who never received it included`;
    default:
      return timesWords(condition, field.name === 'campaign.clicks' ? 'clicked in' : 'opened', field.name === 'campaign.clicks' ? 'click in' : 'open');
  }
}

function timesWords(condition: ResolvedCondition, did: string, verb: string): string {
  const which = campaignName(condition);
  const received = `who received ${which} and`;
  const [low, high] = Array.isArray(condition.value) ? (condition.value as [number, number]) : [Number(condition.value), 0];
  switch (condition.operator.name) {
    case 'eq':
      return low === 0 ? `${received} never ${did} it` : `who ${did} ${which} exactly ${times(low)}`;
    case 'ne':
      return low === 0 ? `who ${did} ${which} at least once` : `${received} did not ${verb} it exactly ${times(low)}`;
    case 'gte':
      return low === 0 ? `who received ${which}` : `who ${did} ${which} at least ${times(low)}`;
    case 'lte':
      return low === 0 ? `${received} never ${did} it` : `${received} ${did} it at most ${times(low)}`;
    default:
      return `${received} ${did} it ${formatNumber(low)} to ${formatNumber(high)} times`;
  }
}

const times = (n: number): string => (n === 1 ? 'once' : n === 2 ? 'twice' : `${formatNumber(n)} times`);
const quoted = (text: string): string => `“${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`;
const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

function oneOf(items: string[], most: number): string {
  const shown = items.slice(0, most);
  if (items.length > most) return `${shown.join(', ')} or ${items.length - most} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
}

const utc = (day: string): Date => new Date(`${day}T00:00:00Z`);
const addDays = (day: string, days: number): string => new Date(utc(day).getTime() + days * 86_400_000).toISOString().slice(0, 10);
const dayText = (day: string, weekday = false): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC', ...(weekday ? { weekday: 'short' } : {}) })
    .format(utc(day))
    .replaceAll(',', '');
