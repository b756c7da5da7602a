import { z } from 'zod';
import { filterLimits, type FilterCondition, type FilterValue } from './filter-definition';
import type { FilterSource } from './filter-fields';
import type { SpanUnit, ValueKind } from './filter-operators';
import type { FilterWorld } from './filter-world';

export type Fault = { message: string; unfinished?: boolean };
type Reading = { ok: true; value: FilterValue | null } | { ok: false; fault: Fault };

const good = (value: FilterValue | null): Reading => ({ ok: true, value });
const unfinished = (message: string): Reading => ({ ok: false, fault: { message, unfinished: true } });
const wrong = (message: string): Reading => ({ ok: false, fault: { message } });

const day = z.iso.date();
const isDay = (value: unknown): value is string =>
  day.safeParse(value).success && String(value) >= '0001-01-01';
const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= 2_147_483_647;
const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 1e15;

const mostOf: Record<SpanUnit, number> = {
  days: filterLimits.days,
  weeks: Math.floor(filterLimits.days / 7),
  months: 1_200,
};

/** The value of a condition, put in order; what is missing or wrong is told, never guessed. */
export function readValue(
  kind: ValueKind,
  { value, unit = 'days', operator }: FilterCondition,
  field: FilterSource,
  world: FilterWorld,
): Reading {
  const whole = field.about === 'campaign' || operator.startsWith('count_');
  const numeric = whole ? isCount : isNumber;
  const aNumber = whole ? 'a whole number, 0 or more' : 'a number';
  switch (kind) {
    case 'none':
      return good(null);
    case 'text':
      if (typeof value !== 'string' || value.trim() === '')
        return unfinished('Enter a text to compare with.');
      return good(value.trim());
    case 'texts': {
      const values = textsOf(value);
      return values.length > 0 ? good(values) : unfinished('Enter at least one value.');
    }
    case 'number':
      if (value === undefined || value === '') return unfinished(`Enter ${aNumber}.`);
      return numeric(value) ? good(value) : wrong(`Enter ${aNumber}.`);
    case 'range': {
      if (!Array.isArray(value) || value.length !== 2) return unfinished('Enter both numbers.');
      const [low, high] = value;
      if (!numeric(low) || !numeric(high)) return wrong(`Enter ${aNumber} in both places.`);
      return good(low <= high ? [low, high] : [high, low]);
    }
    case 'date':
      if (value === undefined || value === '') return unfinished('Choose a date.');
      return isDay(value) ? good(value) : wrong('Enter a date as year-month-day.');
    case 'dates': {
      if (!Array.isArray(value) || value.length !== 2 || value.some((one) => one === ''))
        return unfinished('Choose both dates.');
      const [from, to] = value;
      if (!isDay(from) || !isDay(to)) return wrong('Enter both dates as year-month-day.');
      return good(from <= to ? [from, to] : [to, from]);
    }
    case 'span':
      if (value === undefined || value === '') return unfinished(`Enter a number of ${unit}.`);
      if (!isCount(value) || value < 1 || value > mostOf[unit])
        return wrong(`Enter a number of ${unit} from 1 to ${mostOf[unit]}.`);
      return good(value);
    case 'days':
      if (value === undefined || value === '') return unfinished('Enter a number of days.');
      return isCount(value) && value <= 365 ? good(value) : wrong('Enter a number of days from 0 to 365.');
    case 'part': {
      if (!Array.isArray(value) || value.length !== 2) return unfinished('Choose which part of how many.');
      const [which, parts] = value;
      if (!isCount(which) || !isCount(parts) || parts < 2 || parts > filterLimits.parts)
        return wrong(`Choose a part of 2 to ${filterLimits.parts}.`);
      return which >= 1 && which <= parts
        ? good([which, parts])
        : wrong(`There are ${parts} parts: choose one from 1 to ${parts}.`);
    }
    case 'choices':
      return readChoices(textsOf(value), field, operator, world);
    case 'yesno':
      return typeof value === 'boolean' ? good(value) : unfinished('Choose yes or no.');
  }
}

function readChoices(values: string[], field: FilterSource, operator: string, world: FilterWorld): Reading {
  if (values.length === 0) return unfinished('Choose at least one value.');
  if (operator === 'all_of' && values.length > filterLimits.allOf)
    return wrong(`At most ${filterLimits.allOf} of which all must hold.`);
  for (const one of values) {
    const fault = choiceFault(one, field, world);
    if (fault) return { ok: false, fault };
  }
  return good(values);
}

function choiceFault(value: string, field: FilterSource, world: FilterWorld): Fault | null {
  switch (field.type) {
    case 'tags':
      return world.tags.has(value)
        ? null
        : {
            message: `There is no tag “${short(value)}” (any more). Choose another one or remove the condition.`,
          };
    case 'owner':
      return world.owners.has(value)
        ? null
        : { message: 'An owner of this condition has no account any more. Choose another one.' };
    case 'lists':
      return listFault(value, world);
    default:
      if (field.choices?.some((choice) => choice.value === value)) return null;
      if (field.archivedChoices?.includes(value))
        return { message: `The value “${short(value)}” of ${field.label} was archived. Choose another one.` };
      return { message: `${field.label} has no value “${short(value)}” (any more).` };
  }
}

function listFault(id: string, world: FilterWorld): Fault | null {
  const list = world.lists.get(id);
  if (!list)
    return { message: 'A list of this condition was deleted. Choose another one or remove the condition.' };
  const name = `“${short(list.name)}”`;
  if (list.circle)
    return {
      message: `The list ${name} can’t be asked here: the lists would ask each other in a circle (${list.circle.map((one) => `“${short(one)}”`).join(' → ')}).`,
    };
  if (list.archived) return { message: `The list ${name} is archived. Choose another one or restore it.` };
  if (list.entity !== world.entity)
    return {
      message: `The list ${name} holds other records than this one, so nobody here is on it. Choose another list.`,
    };
  if (list.state === 'failed')
    return {
      message: `The list ${name} could not be evaluated, so who is on it isn’t known now. Put it right first.`,
    };
  if (list.state === 'never')
    return { message: `The list ${name} was not evaluated yet. It will be in a few minutes.` };
  return null;
}

function textsOf(value: FilterValue | undefined): string[] {
  if (!Array.isArray(value)) return [];
  return [
    ...new Set(
      value
        .filter((one) => typeof one === 'string')
        .map((one) => one.trim())
        .filter(Boolean),
    ),
  ];
}

export const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
