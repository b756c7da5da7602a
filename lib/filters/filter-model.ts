import { createHash } from 'node:crypto';
import { activityHolds } from './filter-model-activity';
import type { ModelItem, ModelPerson, ModelValue, ModelWorld } from './filter-model-types';
import { addressHolds, compares, dateHolds, textHolds } from './filter-model-values';
import type { ResolvedCondition, ResolvedGroup, ResolvedRule } from './resolve-filter';

/**
 * For tests: the plainest reading of a filter, one person at a time, to hold the SQL against. It shares no rule with the
 * compiler: only what a filter resolves to, and the normal form of an address.
 */

/** What a condition inside orders or carts is asked of. */
type Asked = { fields: Record<string, ModelValue>; items: ModelItem[]; person: ModelPerson };

export const matches = (rule: ResolvedRule, person: ModelPerson, world: ModelWorld): boolean =>
  holdsRule(rule, { fields: person.fields, items: [], person }, world);

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
      return (
        (partOf(asked.person.id, condition) === (value as number[])[0]) === (operator.name === 'in_part')
      );
    default:
  }
  const theirs = condition.currency;
  const mine = theirs === null ? null : (asked.fields[modelCurrency[field.name] ?? ''] ?? null);
  if (theirs !== null && mine !== null && mine !== theirs) return false;
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
      if (field.name === 'email')
        return addressHolds(operator.name, own === null ? null : String(own), value);
      return textHolds(operator.name, own === null ? null : String(own), value);
  }
}

/** Where each amount's currency stands. */
const modelCurrency: Record<string, string> = {
  lifetimeValue: 'lifetimeValueCurrency',
  averageOrder: 'lifetimeValueCurrency',
  'order.total': 'order.currency',
  'cart.total': 'cart.currency',
  orders: 'order.currency',
  carts: 'cart.currency',
};

function belongs(operator: string, value: unknown, mine: string[]): boolean {
  const theirs = Array.isArray(value) ? value.map(String) : [];
  switch (operator) {
    case 'all_of':
      return theirs.every((one) => mine.includes(one));
    case 'any_of':
      return theirs.some((one) => mine.includes(one));
    case 'none_of':
      return !theirs.some((one) => mine.includes(one));
    case 'empty':
      return mine.length === 0;
    case 'not_empty':
      return mine.length > 0;
    default:
      throw new Error(`no reading of ${operator}`);
  }
}

function partOf(id: string, { value, salt }: ResolvedCondition): number {
  const digest = createHash('md5').update(`${id}:${salt}`).digest('hex').slice(0, 8);
  return Number(BigInt(`0x${digest}`) % BigInt((value as number[])[1] ?? 2)) + 1;
}

const statusAsked = (group: ResolvedGroup): boolean =>
  group.rules.some((rule) =>
    rule.kind === 'group' ? statusAsked(rule) : rule.field.name.endsWith('.status'),
  );

function relatedHolds(
  { field, operator, value, where, currency }: ResolvedCondition,
  person: ModelPerson,
  world: ModelWorld,
): boolean {
  const all = field.type === 'orders' ? person.orders : person.carts;
  const live =
    field.type === 'orders' && !(where && statusAsked(where))
      ? all.filter(
          ({ fields }) => fields['order.status'] !== 'cancelled' && fields['order.status'] !== 'refunded',
        )
      : all;
  const counted = live.filter(
    ({ fields, items }) =>
      (currency === null || fields[modelCurrency[field.type] ?? ''] === currency) &&
      (where === null || holdsRule(where, { fields, items, person }, world)),
  );
  const sum =
    counted.reduce(
      (total, { fields }) =>
        total + Math.round(Number(fields[field.type === 'orders' ? 'order.total' : 'cart.total']) * 100),
      0,
    ) / 100;
  switch (operator.name) {
    case 'has':
      return counted.length > 0;
    case 'has_none':
      return counted.length === 0;
    case 'sum_gte':
      return sum >= Number(value);
    case 'sum_lte':
      return sum <= Number(value);
    default:
      return compares(operator.name.replace('count_', ''), counted.length, value);
  }
}

function itemsHold({ field, operator, value }: ResolvedCondition, items: ModelItem[]): boolean {
  const texts = items.map((item) => (field.name.endsWith('.sku') ? item.sku : item.name));
  if (operator.name === 'not_contains') return !texts.some((one) => textHolds('contains', one, value));
  if (operator.name === 'none_of') return !texts.some((one) => textHolds('one_of', one, value));
  return texts.some((one) => textHolds(operator.name, one, value));
}
