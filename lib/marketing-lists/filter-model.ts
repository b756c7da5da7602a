import type { ResolvedCondition, ResolvedGroup } from './resolve-filter';

/** For tests: the plainest reading of a filter, one person at a time, to hold the SQL against. */
export type ModelPerson = {
  emailKey: string | null;
  fields: Record<string, string | Date | null>;
};
export type ModelRecipient = { campaignId: string; emailKey: string; opens: number; clicks: number; unsubscribed: boolean; bounced: boolean };
export type ModelWorld = { recipients: ModelRecipient[]; zoneStart: (day: string) => Date; today: string };

export function matches(rule: ResolvedGroup | ResolvedCondition, person: ModelPerson, world: ModelWorld): boolean {
  if (rule.kind === 'condition') return rule.not !== holds(rule, person, world);
  const each = rule.rules.map((one) => matches(one, person, world));
  if (rule.combinator === 'all') return each.every(Boolean);
  return rule.combinator === 'any' ? each.some(Boolean) : !each.some(Boolean);
}

function holds(condition: ResolvedCondition, person: ModelPerson, world: ModelWorld): boolean {
  const { field, operator, value } = condition;
  if (field.about === 'campaign') return activityHolds(condition, person, world);
  const own = person.fields[field.name] ?? null;
  if (operator.name === 'empty') return own === null || own === '';
  if (operator.name === 'not_empty') return own !== null && own !== '';
  if (own instanceof Date) return dateHolds(condition, own, world);
  if (field.type === 'choice') return (value as string[]).includes(String(own)) === (operator.name === 'any_of');
  const mine = own?.toLowerCase();
  const theirs = typeof value === 'string' ? value.toLowerCase() : '';
  const among = Array.isArray(value) && value.some((one) => String(one).toLowerCase() === mine);
  switch (operator.name) {
    case 'is': return mine === theirs;
    case 'is_not': return mine !== theirs;
    case 'contains': return mine !== undefined && mine.includes(theirs);
    case 'not_contains': return mine === undefined || !mine.includes(theirs);
    case 'begins_with': return mine !== undefined && mine.startsWith(theirs);
    case 'ends_with': return mine !== undefined && mine.endsWith(theirs);
    case 'one_of': return mine !== undefined && among;
    case 'none_of': return !among;
    default: return false;
  }
}

const dayMs = 86_400_000;
const dayAfter = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

function dateHolds({ field, operator, value }: ResolvedCondition, own: Date, world: ModelWorld): boolean {
  const start = (day: string): number => (field.type === 'date' ? Date.parse(`${day}T00:00:00Z`) : world.zoneStart(day).getTime());
  const at = own.getTime();
  const within = (from: string, to: string): boolean => at >= start(from) && at < start(dayAfter(to, 1));
  if (operator.name === 'in_last_days') return within(dayAfter(world.today, -Number(value)), world.today);
  if (operator.name === 'between') {
    const [from, to] = value as unknown as [string, string];
    return within(from, to);
  }
  const day = String(value);
  if (operator.name === 'on') return within(day, day);
  return operator.name === 'before' ? at < start(day) : at >= start(dayAfter(day, 1));
}

function activityHolds({ field, operator, value, campaign }: ResolvedCondition, person: ModelPerson, world: ModelWorld): boolean {
  const mine = world.recipients.filter((one) => one.emailKey === person.emailKey && (campaign === null || one.campaignId === campaign.id));
  switch (field.name) {
    case 'campaign.received': return mine.length > 0 === value;
    case 'campaign.unsubscribed': return mine.some((one) => one.unsubscribed) === value;
    case 'campaign.bounced': return mine.some((one) => one.bounced) === value;
    default: return mine.some((one) => counts(operator.name, field.name === 'campaign.opens' ? one.opens : one.clicks, value));
  }
}

function counts(operator: string, n: number, value: unknown): boolean {
  const [low, high] = Array.isArray(value) ? [Number(value[0]), Number(value[1])] : [Number(value), Number(value)];
  switch (operator) {
    case 'eq': return n === low;
    case 'ne': return n !== low;
    case 'gte': return n >= low;
    case 'lte': return n <= low;
    default: return n >= low && n <= high;
  }
}
