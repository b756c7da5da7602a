import { agree, formatNumber, plural } from '@/lib/format';
import { activityWords } from './describe-activity';
import { addSpan, dayText, type DayFrame } from './filter-days';
import { quoted, type ResolvedCondition, type ResolvedGroup } from './resolve-filter';

/** One condition in words, without its Not: "whose city is “Berlin”", "who placed at least 2 orders with …". */
export function conditionWords(condition: ResolvedCondition, frame: DayFrame): string {
  const { field, operator, named } = condition;
  if (field.about === 'campaign') return activityWords(condition, frame);
  switch (field.type) {
    case 'tags':
      return (
        {
          all_of: `tagged ${andWords(named)}`,
          any_of: `tagged ${orWords(named)}`,
          none_of: `not tagged ${orWords(named)}`,
          empty: 'without a tag',
          not_empty: 'with any tag',
        }[operator.name] ?? ''
      );
    case 'lists':
      return (
        {
          all_of: `on ${named.length === 1 ? 'the list' : 'all of the lists'} ${andWords(named)}`,
          none_of: `not on the list ${orWords(named)}`,
        }[operator.name] ?? `on the list ${orWords(named)}`
      );
    case 'owner':
      return (
        {
          any_of: `whose owner is ${oneOf(named, 5)}`,
          none_of: `whose owner is not ${oneOf(named, 5)} or nobody`,
          empty: 'without an owner',
          not_empty: 'with an owner',
        }[operator.name] ?? ''
      );
    case 'orders':
    case 'carts':
      return relatedWords(condition, frame);
    case 'split': {
      const [which = 1, parts = 2] = Array.isArray(condition.value) ? condition.value.map(Number) : [];
      return `who fall ${operator.name === 'in_part' ? 'into' : 'outside'} part ${which} of ${parts} of a fixed random split`;
    }
    case 'datetime':
      return operator.value === 'none'
        ? `whose ${labelWords(field.label)} ${operator.label}`
        : momentWords(condition, frame);
    default:
      return `whose ${labelWords(field.label)}${moneyWords(condition)} ${valueWords(condition, frame)}`;
  }
}

/** An amount is never compared without its currency being named, or that it isn't asked. */
const moneyWords = ({ field, currency }: ResolvedCondition): string => {
  if (!field.money) return '';
  const one = currency ?? field.money.kept;
  return one === null ? ' in whatever currency' : ` in ${one}`;
};

const momentWords = (condition: ResolvedCondition, frame: DayFrame): string => {
  const { label, name } = condition.field;
  const days = dayWords(condition, frame);
  return name === 'createdAt' || name === 'updatedAt'
    ? `who were ${label.toLowerCase()} ${days}`
    : `whose ${labelWords(label)} was ${days}`;
};

/** What stands behind the field's name: "is “Berlin”", "is at least 3". */
export function valueWords(condition: ResolvedCondition, frame: DayFrame): string {
  const { field, operator, value, named } = condition;
  if (operator.name === 'empty' || operator.name === 'not_empty') return operator.label;
  if (field.type === 'date' || field.type === 'datetime') {
    const verb = operator.name.startsWith('anniversary') ? 'comes' : field.type === 'date' ? 'is' : 'was';
    return `${verb} ${dayWords(condition, frame)}`;
  }
  switch (operator.value) {
    case 'text':
      return `${operator.label.replace(' (or is empty)', '')} ${quoted(String(value))}${operator.label.includes('(or') ? ' or is empty' : ''}`;
    case 'texts': {
      const some = oneOf((value as string[]).map(quoted), 3);
      return operator.name === 'one_of' ? `is ${some}` : `is not ${some} or is empty`;
    }
    case 'choices': {
      const some = oneOf(
        named.map((one) => one.toLowerCase()),
        5,
      );
      return operator.name === 'none_of' ? `is not ${some} or is empty` : `is ${some}`;
    }
    case 'yesno':
      return value === true ? 'is yes' : 'is no or empty';
    default:
      return numberWords(condition);
  }
}

export function numberWords({
  field,
  operator,
  value,
}: Pick<ResolvedCondition, 'field' | 'operator' | 'value'>): string {
  if (Array.isArray(value)) {
    const [low, high] = value.map(Number);
    return `is between ${formatNumber(low ?? 0)} and ${formatNumber(high ?? 0)}`;
  }
  const not = field.type === 'number' ? 'is empty or not' : 'is not';
  const words =
    { eq: 'is', ne: not, gte: 'is at least', lte: 'is at most', gt: 'is over', lt: 'is below' }[
      operator.name
    ] ?? operator.label;
  return `${words} ${formatNumber(Number(value))}`;
}

/** Relative days are spelt out: "(= since Tue 10 Nov 2026 00:00 Europe/London)". */
function dayWords({ field, operator, value, unit }: ResolvedCondition, { zone, today }: DayFrame): string {
  const count = Number(value);
  const span = agree(count, unit.slice(0, -1), `${formatNumber(count)} ${unit}`);
  const midnight = field.type === 'datetime' ? ` 00:00 ${zone}` : '';
  const at = (day: string): string => `${dayText(day, true)}${midnight}`;
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
    case 'in_last':
      return unit === 'days' && count === 1
        ? `since yesterday (= since ${at(addSpan(today, -1, 'days'))})`
        : `in the last ${span} (= since ${at(addSpan(today, -count, unit))})`;
    case 'not_in_last':
      return `not in the last ${span} or is empty (= not since ${at(addSpan(today, -count, unit))})`;
    case 'more_than_ago':
      return `longer ago than ${agree(count, `a ${span}`, span)} (= before ${at(addSpan(today, -count, unit))})`;
    case 'in_next':
      return `in the next ${span} (= until the end of ${dayText(addSpan(today, count, unit), true)}${field.type === 'datetime' ? ` ${zone}` : ''})`;
    case 'anniversary_next':
      return count === 0
        ? `today (= ${dayText(today, true)}, whatever the year)`
        : `within the next ${span} (= until ${dayText(addSpan(today, count, 'days'), true)}, whatever the year)`;
    default:
      return `this month (= ${new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }).format(new Date(`${today}T00:00:00Z`))}, whatever the year)`;
  }
}

function relatedWords(condition: ResolvedCondition, frame: DayFrame): string {
  const { field, operator, value, where, currency } = condition;
  const [one, many] = field.type === 'orders' ? ['order', 'orders'] : ['cart', 'carts'];
  const sums = operator.name.startsWith('sum_');
  const which = `${currency === null || sums ? '' : ` in ${currency}`}${where === null ? '' : ` ${innerWords(where, frame)}`}`;
  const number = (n: unknown): string => plural(Number(n), one, many);
  const [low, high] = Array.isArray(value) ? value : [value, value];
  switch (operator.name) {
    case 'has':
      return `with ${one === 'order' ? 'an' : 'a'} ${one}${which}`;
    case 'has_none':
      return `without any ${one}${which}`;
    case 'count_eq':
      return `with exactly ${number(low)}${which}`;
    case 'count_gte':
      return `with at least ${number(low)}${which}`;
    case 'count_lte':
      return `with at most ${number(low)}${which}`;
    case 'count_between':
      return `with ${formatNumber(Number(low))} to ${number(high)}${which}`;
    case 'sum_gte':
      return `whose ${many}${which} are worth at least ${formatNumber(Number(low))}${moneyWords(condition)} together`;
    default:
      return `whose ${many}${which} are worth at most ${formatNumber(Number(low))}${moneyWords(condition)} together`;
  }
}

/** What each order must be: "whose total is over 100 and whose placed was in the last year" as short as it goes. */
function innerWords(group: ResolvedGroup, frame: DayFrame): string {
  const parts = group.rules.map((rule) => {
    if (rule.kind === 'group') return `(${innerWords(rule, frame)})`;
    return `${rule.not ? 'not ' : ''}${innerCondition(rule, frame)}`;
  });
  if (group.combinator === 'none') return `that are not ${parts.join(' or ')}`;
  return parts.join(group.combinator === 'all' ? ' and ' : ' or ');
}

function innerCondition(condition: ResolvedCondition, frame: DayFrame): string {
  const { field, operator, value } = condition;
  if (field.type === 'items') {
    const some = Array.isArray(value)
      ? oneOf(
          value.map((one) => quoted(String(one))),
          3,
        )
      : quoted(String(value));
    const verb =
      {
        contains: 'contains',
        is: 'is',
        begins_with: 'begins with',
        one_of: 'is',
        not_contains: 'contains',
        none_of: 'is',
      }[operator.name] ?? operator.label;
    return `with ${operator.name.startsWith('no') ? 'no item' : 'an item'} whose ${field.label.startsWith('Item name') ? 'name' : 'number'} ${verb} ${some}`;
  }
  const label = labelWords(field.label);
  if (field.type === 'datetime') return `${label} ${dayWords(condition, frame)}`;
  return `with a ${label}${moneyWords(condition)} that ${valueWords(condition, frame)}`;
}

/** A label inside a sentence: "e-mail", "first name", "SKU" as it is. */
const labelWords = (label: string): string =>
  label.startsWith('E-') ? label.replace('E-', 'e-') : label.charAt(0).toLowerCase() + label.slice(1);

const orWords = (names: readonly string[]): string => oneOf(names.map(quoted), 5);
const andWords = (names: readonly string[]): string => {
  const shown = names.map(quoted);
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
};

function oneOf(items: readonly string[], most: number): string {
  const shown = items.slice(0, most);
  if (items.length > most) return `${shown.join(', ')} or ${items.length - most} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
}
