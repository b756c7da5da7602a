import { createHash } from 'node:crypto';
import type { ResolvedCondition, ResolvedGroup, ResolvedRule } from './resolve-filter';

/**
 * For tests: the plainest reading of a filter, one person at a time, to hold the SQL against. It shares no rule with the
 * compiler: only what a filter resolves to.
 */
export type ModelValue = string | number | boolean | Date | null;
export type ModelItem = { sku: string; name: string };
export type ModelOrder = { fields: Record<string, ModelValue>; items: ModelItem[] };
export type ModelPerson = {
  id: string;
  emailKey: string | null;
  fields: Record<string, ModelValue>;
  tags: string[];
  lists: string[];
  orders: ModelOrder[];
  carts: ModelOrder[];
};
export type ModelRecipient = {
  campaignId: string; emailKey: string; opens: number; clicks: number; unsubscribed: boolean; softBounced: boolean; hardBounced: boolean;
  sentAt: Date | null; lastOpenedAt: Date | null;
};
export type ModelClick = { campaignId: string; emailKey: string; url: string; at: Date };
export type ModelWorld = { recipients: ModelRecipient[]; clicks: ModelClick[]; zoneStart: (day: string) => Date; today: string };

/** What a condition inside orders or carts is asked of. */
type Asked = { fields: Record<string, ModelValue>; items: ModelItem[]; person: ModelPerson };

export const matches = (rule: ResolvedRule, person: ModelPerson, world: ModelWorld): boolean => holdsRule(rule, { fields: person.fields, items: [], person }, world);

function holdsRule(rule: ResolvedRule, asked: Asked, world: ModelWorld): boolean {
  if (rule.kind === 'condition') return rule.not !== holds(rule, asked, world);
  const each = rule.rules.map((one) => holdsRule(one, asked, world));
  if (rule.combinator === 'all') return each.every(Boolean);
  return rule.combinator === 'any' ? each.some(Boolean) : !each.some(Boolean);
}

function holds(condition: ResolvedCondition, asked: Asked, world: ModelWorld): boolean {
  const { field, operator, value } = condition;
  if (field.about === 'campaign') return activityHolds(condition, asked.person, world);
  const own = asked.fields[field.name] ?? null;
  switch (field.type) {
    case 'tags':
      return belongs(operator.name, value, asked.person.tags);
    case 'lists':
      return belongs(operator.name, value, asked.person.lists);
    case 'orders':
    case 'carts':
      return relatedHolds(condition, asked.person, world);
    case 'items':
      return itemsHold(condition, asked.items);
    case 'split':
      return (partOf(asked.person.id, condition) === (value as number[])[0]) === (operator.name === 'in_part');
    default:
  }
  if (operator.name === 'empty') return own === null || own === '';
  if (operator.name === 'not_empty') return own !== null && own !== '';
  switch (field.type) {
    case 'yesno':
      return (own === true) === value;
    case 'choice':
    case 'owner':
      return (own !== null && (value as string[]).includes(String(own))) === (operator.name === 'any_of');
    case 'number':
      return own === null ? operator.name === 'ne' : compares(operator.name, Number(own), value);
    case 'count':
      return compares(operator.name, Number(own ?? 0), value);
    case 'date':
    case 'datetime':
      return dateHolds(condition, own instanceof Date ? own : null, world);
    default:
      return textHolds(operator.name, own === null ? null : String(own), value);
  }
}

function textHolds(operator: string, own: string | null, value: unknown): boolean {
  const mine = own?.toLowerCase();
  const theirs = typeof value === 'string' ? value.toLowerCase() : '';
  const among = Array.isArray(value) && value.some((one) => String(one).toLowerCase() === mine);
  switch (operator) {
    case 'is': return mine === theirs;
    case 'is_not': return mine !== theirs;
    case 'contains': return mine !== undefined && mine.includes(theirs);
    case 'not_contains': return mine === undefined || !mine.includes(theirs);
    case 'begins_with': return mine !== undefined && mine.startsWith(theirs);
    case 'ends_with': return mine !== undefined && mine.endsWith(theirs);
    case 'one_of': return mine !== undefined && among;
    case 'none_of': return !among;
    default: throw new Error(`no reading of ${operator}`);
  }
}

function belongs(operator: string, value: unknown, mine: string[]): boolean {
  const theirs = Array.isArray(value) ? value.map(String) : [];
  switch (operator) {
    case 'all_of': return theirs.every((one) => mine.includes(one));
    case 'any_of': return theirs.some((one) => mine.includes(one));
    case 'none_of': return !theirs.some((one) => mine.includes(one));
    case 'empty': return mine.length === 0;
    case 'not_empty': return mine.length > 0;
    default: throw new Error(`no reading of ${operator}`);
  }
}

function partOf(id: string, { value, salt }: ResolvedCondition): number {
  const digest = createHash('md5').update(`${id}:${salt}`).digest('hex').slice(0, 8);
  return Number(BigInt(`0x${digest}`) % BigInt((value as number[])[1] ?? 2)) + 1;
}

const statusAsked = (group: ResolvedGroup): boolean => group.rules.some((rule) => (rule.kind === 'group' ? statusAsked(rule) : rule.field.name.endsWith('.status')));

function relatedHolds({ field, operator, value, where }: ResolvedCondition, person: ModelPerson, world: ModelWorld): boolean {
  const all = field.type === 'orders' ? person.orders : person.carts;
  const live = field.type === 'orders' && !(where && statusAsked(where)) ? all.filter(({ fields }) => fields['order.status'] !== 'cancelled' && fields['order.status'] !== 'refunded') : all;
  const counted = live.filter(({ fields, items }) => where === null || holdsRule(where, { fields, items, person }, world));
  const sum = counted.reduce((total, { fields }) => total + Math.round(Number(fields[field.type === 'orders' ? 'order.total' : 'cart.total']) * 100), 0) / 100;
  switch (operator.name) {
    case 'has': return counted.length > 0;
    case 'has_none': return counted.length === 0;
    case 'sum_gte': return sum >= Number(value);
    case 'sum_lte': return sum <= Number(value);
    default: return compares(operator.name.replace('count_', ''), counted.length, value);
  }
}

function itemsHold({ field, operator, value }: ResolvedCondition, items: ModelItem[]): boolean {
  const texts = items.map((item) => (field.name.endsWith('.sku') ? item.sku : item.name));
  if (operator.name === 'not_contains') return !texts.some((one) => textHolds('contains', one, value));
  if (operator.name === 'none_of') return !texts.some((one) => textHolds('one_of', one, value));
  return texts.some((one) => textHolds(operator.name, one, value));
}

const dayMs = 86_400_000;
const dayAfter = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
function spanAway(day: string, count: number, unit: string): string {
  if (unit !== 'months') return dayAfter(day, unit === 'weeks' ? 7 * count : count);
  const [y = 0, m = 1, d = 1] = day.split('-').map(Number);
  for (let last = d; ; last -= 1) {
    const then = new Date(Date.UTC(y, m - 1 + count, last));
    if (then.getUTCDate() === last) return then.toISOString().slice(0, 10);
  }
}

function dateHolds({ field, operator, value, unit }: ResolvedCondition, own: Date | null, world: ModelWorld): boolean {
  if (own === null) return operator.name === 'not_in_last';
  const start = (day: string): number => (field.type === 'date' ? Date.parse(`${day}T00:00:00Z`) : world.zoneStart(day).getTime());
  const at = own.getTime();
  const within = (from: string, to: string): boolean => at >= start(from) && at < start(dayAfter(to, 1));
  const { today } = world;
  switch (operator.name) {
    case 'in_last': return within(spanAway(today, -Number(value), unit), today);
    case 'not_in_last': return !within(spanAway(today, -Number(value), unit), today);
    case 'more_than_ago': return at < start(spanAway(today, -Number(value), unit));
    case 'in_next': return within(today, spanAway(today, Number(value), unit));
    case 'between': return within(String((value as string[])[0]), String((value as string[])[1]));
    case 'on': return within(String(value), String(value));
    case 'before': return at < start(String(value));
    case 'after': return at >= start(dayAfter(String(value), 1));
    case 'anniversary_month': return own.toISOString().slice(5, 7) === today.slice(5, 7);
    case 'anniversary_next': return Array.from({ length: Number(value) + 1 }, (_, n) => dayAfter(today, n)).some((day) => isAnniversary(own, day));
    default: throw new Error(`no reading of ${operator.name}`);
  }
}

function isAnniversary(born: Date, day: string): boolean {
  const own = born.toISOString().slice(5, 10);
  if (own === day.slice(5)) return true;
  const leap = !Number.isNaN(Date.parse(`${day.slice(0, 4)}-02-29T00:00:00Z`)) && new Date(`${day.slice(0, 4)}-02-29T00:00:00Z`).getUTCDate() === 29;
  return own === '02-29' && day.slice(5) === '02-28' && !leap;
}

function activityHolds({ field, operator, value, campaigns, lastDays }: ResolvedCondition, person: ModelPerson, world: ModelWorld): boolean {
  const inScope = (id: string): boolean => campaigns.ids === null || campaigns.ids.includes(id);
  const since = lastDays === null ? null : world.zoneStart(dayAfter(world.today, -lastDays));
  const recent = (at: Date | null): boolean => since === null || (at !== null && at >= since);
  const mine = world.recipients.filter((one) => one.emailKey === person.emailKey && inScope(one.campaignId));
  const clicks = world.clicks.filter((one) => one.emailKey === person.emailKey && inScope(one.campaignId) && recent(one.at));
  const received = mine.filter((one) => recent(one.sentAt));
  switch (field.name) {
    case 'campaign.received': return received.length > 0 === value;
    case 'campaign.opened': return mine.some((one) => (since === null ? one.opens > 0 : recent(one.lastOpenedAt))) === value;
    case 'campaign.clicked': return (since === null ? mine.some((one) => one.clicks > 0) : clicks.length > 0) === value;
    case 'campaign.neverOpened': return (received.length > 0 && received.every((one) => one.opens === 0)) === value;
    case 'campaign.neverClicked': return (received.length > 0 && received.every((one) => one.clicks === 0)) === value;
    case 'campaign.unsubscribed': return mine.some((one) => one.unsubscribed) === value;
    case 'campaign.bounced': return mine.some((one) => one.softBounced || one.hardBounced) === value;
    case 'campaign.softBounced': return mine.some((one) => one.softBounced) === value;
    case 'campaign.hardBounced': return mine.some((one) => one.hardBounced) === value;
    case 'campaign.receivedNumber': return compares(operator.name, mine.length, value);
    case 'campaign.openedNumber': return compares(operator.name, mine.filter((one) => one.opens > 0).length, value);
    case 'campaign.clickedNumber': return compares(operator.name, mine.filter((one) => one.clicks > 0).length, value);
    case 'campaign.link':
      if (operator.name === 'any') return clicks.length > 0;
      return clicks.some((one) => one.url.toLowerCase().includes(String(value).toLowerCase())) === (operator.name === 'contains');
    default: {
      const counts = mine.map((one) => (field.name === 'campaign.opens' ? one.opens : one.clicks));
      if (campaigns.together) return counts.length > 0 && compares(operator.name, counts.reduce((sum, one) => sum + one, 0), value);
      return counts.some((one) => compares(operator.name, one, value));
    }
  }
}

function compares(operator: string, n: number, value: unknown): boolean {
  const [low, high] = Array.isArray(value) ? [Number(value[0]), Number(value[1])] : [Number(value), Number(value)];
  switch (operator) {
    case 'eq': return n === low;
    case 'ne': return n !== low;
    case 'gte': return n >= low;
    case 'lte': return n <= low;
    case 'gt': return n > low;
    case 'lt': return n < low;
    case 'between': return n >= low && n <= high;
    default: throw new Error(`no reading of ${operator}`);
  }
}
