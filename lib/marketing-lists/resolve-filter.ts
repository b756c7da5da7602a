import { z } from 'zod';
import { filterLimits, type Combinator, type FilterCondition, type FilterDefinition, type FilterGroup, type FilterPath, type FilterProblem, type FilterValue } from './filter-definition';
import { findFilterSource, type FilterSource } from './filter-fields';
import { findOperator, type FilterOperator, type ValueKind } from './filter-operators';

export type ResolvedCondition = {
  kind: 'condition';
  not: boolean;
  field: FilterSource;
  operator: FilterOperator;
  value: FilterValue | null;
  /** Campaign activity: one campaign, or null for any. */
  campaign: { id: string; name: string } | null;
};
export type ResolvedGroup = { kind: 'group'; combinator: Combinator; rules: (ResolvedGroup | ResolvedCondition)[] };

export type Resolution = { ok: true; root: ResolvedGroup } | { ok: false; problems: FilterProblem[] };

/** Names of the campaigns that exist, by id. */
export type CampaignNames = ReadonlyMap<string, string>;

/**
 * Checks a filter against the catalogue: every field, operator, value and campaign it names must stand.
 * What doesn't is told per condition and the whole filter refused; nothing is ever read as "everyone".
 */
export function resolveFilter(definition: FilterDefinition, campaigns: CampaignNames): Resolution {
  const problems: FilterProblem[] = [];
  const root = resolveGroup(definition.root, [], campaigns, problems);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, root };
}

function resolveGroup(group: FilterGroup, path: FilterPath, campaigns: CampaignNames, problems: FilterProblem[]): ResolvedGroup {
  if (group.rules.length === 0 && path.length > 0) {
    problems.push({ path, message: 'This group has no condition yet. Add one or remove the group.', unfinished: true });
  }
  if (group.rules.length === 0 && path.length === 0 && group.combinator !== 'all') {
    problems.push({ path, message: 'Add a condition, or choose All of if the list means everyone.', unfinished: true });
  }
  const rules: ResolvedGroup['rules'] = [];
  group.rules.forEach((rule, n) => {
    const at = [...path, n];
    if (rule.kind === 'group') {
      rules.push(resolveGroup(rule, at, campaigns, problems));
      return;
    }
    const resolved = resolveCondition(rule, campaigns);
    if ('message' in resolved) problems.push({ path: at, ...resolved });
    else rules.push(resolved);
  });
  return { kind: 'group', combinator: group.combinator, rules };
}

type Fault = { message: string; unfinished?: boolean };

function resolveCondition(condition: FilterCondition, campaigns: CampaignNames): ResolvedCondition | Fault {
  if (condition.field === '') return { message: 'Choose a field.', unfinished: true };
  const field = findFilterSource(condition.field);
  if (!field) return { message: `The field “${short(condition.field)}” does not exist (any more). Choose another one.` };
  const operator = findOperator(field.type, condition.operator);
  if (!operator) return { message: `${field.label} can’t be compared by “${short(condition.operator)}”. Choose another comparison.` };
  if (condition.campaignId !== undefined && field.about !== 'campaign') return { message: `${field.label} is not about a campaign.` };
  const campaign = condition.campaignId === undefined ? null : campaigns.get(condition.campaignId);
  if (campaign === undefined) return { message: 'The campaign of this condition was deleted. Choose another one or remove the condition.' };
  const value = readValue(operator.value, condition.value, field);
  if (!value.ok) return value.fault;
  return {
    kind: 'condition',
    not: condition.not === true,
    field,
    operator,
    value: value.value,
    campaign: campaign === null ? null : { id: condition.campaignId ?? '', name: campaign },
  };
}

type Reading = { ok: true; value: FilterValue | null } | { ok: false; fault: Fault };

const good = (value: FilterValue | null): Reading => ({ ok: true, value });
const unfinished = (message: string): Reading => ({ ok: false, fault: { message, unfinished: true } });
const wrong = (message: string): Reading => ({ ok: false, fault: { message } });

const day = z.iso.date();
const isDay = (value: unknown): value is string => day.safeParse(value).success && String(value) >= '0001-01-01';
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= 2_147_483_647;
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 1e15;

function readValue(kind: ValueKind, value: FilterValue | undefined, field: FilterSource): Reading {
  const numeric = field.type === 'count' ? isCount : isNumber;
  const aNumber = field.type === 'count' ? 'a whole number, 0 or more' : 'a number';
  switch (kind) {
    case 'none':
      return good(null);
    case 'text':
      if (typeof value !== 'string' || value.trim() === '') return unfinished('Enter a text to compare with.');
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
      if (!Array.isArray(value) || value.length !== 2 || value.some((one) => one === '')) return unfinished('Choose both dates.');
      const [from, to] = value;
      if (!isDay(from) || !isDay(to)) return wrong('Enter both dates as year-month-day.');
      return good(from <= to ? [from, to] : [to, from]);
    }
    case 'span':
    case 'days':
      if (value === undefined || value === '') return unfinished('Enter a number of days.');
      if (!isCount(value) || value < 1 || value > filterLimits.days) return wrong(`Enter a number of days from 1 to ${filterLimits.days}.`);
      return good(value);
    case 'choices': {
      const values = textsOf(value);
      if (values.length === 0) return unfinished('Choose at least one value.');
      const unknown = values.find((one) => !field.choices?.some((choice) => choice.value === one));
      return unknown === undefined ? good(values) : wrong(`${field.label} has no value “${short(unknown)}” (any more).`);
    }
    case 'part':
      return wrong('Choose a part.');
    case 'yesno':
      return typeof value === 'boolean' ? good(value) : unfinished('Choose yes or no.');
  }
}

function textsOf(value: FilterValue | undefined): string[] {
  if (!Array.isArray(value)) return [];
  return [...new Set(value.filter((one) => typeof one === 'string').map((one) => one.trim()).filter(Boolean))];
}

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
