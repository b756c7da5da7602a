import type {
  Combinator,
  FilterCondition,
  FilterDefinition,
  FilterGroup,
  FilterPath,
  FilterProblem,
  FilterValue,
} from './filter-definition';
import type { FilterSource } from './filter-fields';
import { findOperator, type FilterOperator, type SpanUnit } from './filter-operators';
import type { FilterWorld } from './filter-world';
import { readValue, short, type Fault } from './read-value';
import { agree } from '../format';

/** Which campaigns a condition is about: their ids, null for any. `together`: their numbers are added up. */
export type CampaignScope = { words: string; ids: readonly string[] | null; together: boolean };

export type ResolvedCondition = {
  kind: 'condition';
  not: boolean;
  field: FilterSource;
  operator: FilterOperator;
  value: FilterValue | null;
  unit: SpanUnit;
  /** The value as people read it, where it is ids. */
  named: string[];
  /** Ids that the database knows the value by: of tags, owners and lists. */
  ids: string[];
  /** Campaign activity only. */
  campaigns: CampaignScope;
  lastDays: number | null;
  where: ResolvedGroup | null;
  /** Of an amount: the one currency that counts; null: whatever it is in. */
  currency: string | null;
  salt: string;
};
export type ResolvedGroup = {
  kind: 'group';
  combinator: Combinator;
  rules: (ResolvedGroup | ResolvedCondition)[];
};
export type ResolvedRule = ResolvedGroup | ResolvedCondition;

export type Resolution = { ok: true; root: ResolvedGroup } | { ok: false; problems: FilterProblem[] };

type Surroundings = {
  world: FilterWorld;
  fields: ReadonlyMap<string, FilterSource>;
  problems: FilterProblem[];
  /** "order" inside orders. */ inside: string | null;
};

/**
 * Checks a filter against the world of this moment: every field, operator, value, campaign, tag and list it names must stand.
 * What doesn't is told per condition and the whole filter refused; nothing is ever read as "everyone".
 */
export function resolveFilter(definition: FilterDefinition, world: FilterWorld): Resolution {
  const problems: FilterProblem[] = [];
  const root = resolveGroup(definition.root, [], { world, fields: world.fields, problems, inside: null });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, root };
}

function resolveGroup(group: FilterGroup, path: FilterPath, around: Surroundings): ResolvedGroup {
  const { problems, inside } = around;
  if (group.rules.length === 0 && path.length > 0) {
    const message = inside
      ? `Say what the ${inside} must be, or remove the group.`
      : 'This group has no condition yet. Add one or remove the group.';
    problems.push({ path, message, unfinished: true });
  }
  if (group.rules.length === 0 && path.length === 0 && group.combinator !== 'all') {
    problems.push({
      path,
      message: 'Add a condition, or choose All of if the list means everyone.',
      unfinished: true,
    });
  }
  const rules: ResolvedRule[] = [];
  group.rules.forEach((rule, n) => {
    const at = [...path, n];
    if (rule.kind === 'group') {
      rules.push(resolveGroup(rule, at, around));
      return;
    }
    const resolved = resolveCondition(rule, at, around);
    if ('message' in resolved) problems.push({ path: at, ...resolved });
    else rules.push(resolved);
  });
  return { kind: 'group', combinator: group.combinator, rules };
}

function resolveCondition(
  condition: FilterCondition,
  path: FilterPath,
  around: Surroundings,
): ResolvedCondition | Fault {
  if (condition.field === '') return { message: 'Choose a field.', unfinished: true };
  const field = around.fields.get(condition.field);
  if (!field)
    return {
      message:
        `The field “${short(condition.field)}” does not exist ${around.inside ? `for an ${around.inside}` : '(any more)'}. Choose another one.`.replace(
          'an cart',
          'a cart',
        ),
    };
  if (field.archived)
    return {
      message: `The field ${field.label} was archived by an admin. Choose another one, or ask to have it back.`,
    };
  const operator = findOperator(field.type, condition.operator);
  if (!operator)
    return {
      message: `${field.label} can’t be compared by “${short(condition.operator)}”. Choose another comparison.`,
    };
  const campaigns = resolveCampaigns(condition, field, around.world);
  if ('message' in campaigns) return campaigns;
  if (condition.lastDays !== undefined && !field.canLimitDays)
    return { message: `${field.label} can’t be limited to the last days.` };
  if (condition.where !== undefined && !field.inner)
    return { message: `${field.label} has no conditions of its own.` };
  const currencyFault = faultOfCurrency(condition, field);
  if (currencyFault) return currencyFault;
  const value = readValue(operator.value, condition, field, around.world);
  if (!value.ok) return value.fault;
  return {
    kind: 'condition',
    not: condition.not === true,
    field,
    operator,
    value: value.value,
    unit: condition.unit ?? 'days',
    ...namesAndIds(value.value, field, around.world),
    campaigns,
    lastDays: condition.lastDays ?? null,
    where: resolveWhere(condition.where, field, path, around),
    currency: condition.currency ?? null,
    salt: condition.salt ?? '',
  };
}

const iso = new Set(Intl.supportedValuesOf('currency'));

function faultOfCurrency({ currency }: FilterCondition, field: FilterSource): Fault | null {
  if (currency === undefined) return null;
  if (!field.money) return { message: `${field.label} is not an amount of money, so it has no currency.` };
  if (!iso.has(currency)) return { message: 'Choose a currency by its code, EUR for example.' };
  const { kept } = field.money;
  return kept === null || kept === currency
    ? null
    : {
        message: `${field.label} is kept in ${kept}, the base currency, and not in ${currency} (any more). Choose ${kept}.`,
      };
}

/** A group without a condition is every order. */
function resolveWhere(
  where: FilterGroup | undefined,
  field: FilterSource,
  path: FilterPath,
  { world, problems }: Surroundings,
): ResolvedGroup | null {
  if (!where || !field.inner || (where.rules.length === 0 && where.combinator === 'all')) return null;
  const fields = new Map(field.inner.map((one) => [one.name, one]));
  return resolveGroup(where, path, {
    world,
    fields,
    problems,
    inside: field.type === 'carts' ? 'cart' : 'order',
  });
}

const anyCampaign: CampaignScope = { words: 'any campaign', ids: null, together: false };

function resolveCampaigns(
  condition: FilterCondition,
  field: FilterSource,
  world: FilterWorld,
): CampaignScope | Fault {
  const { campaignId, marketingCampaignId, lastCampaigns } = condition;
  const asked = [campaignId, marketingCampaignId, lastCampaigns].filter((one) => one !== undefined);
  if (asked.length === 0) return anyCampaign;
  if (field.about !== 'campaign') return { message: `${field.label} is not about a campaign.` };
  if (asked.length > 1)
    return {
      message: 'Choose one campaign, one marketing campaign or the last campaigns, not several of these.',
    };
  if (lastCampaigns !== undefined) {
    const words = agree(lastCampaigns, 'the last campaign', `any of the last ${lastCampaigns} campaigns`);
    return { words, ids: world.lastCampaigns.slice(0, lastCampaigns), together: false };
  }
  if (marketingCampaignId !== undefined) {
    const found = world.marketingCampaigns.get(marketingCampaignId);
    if (!found)
      return {
        message:
          'The marketing campaign of this condition was deleted. Choose another one or remove the condition.',
      };
    if (found.emails.length === 0)
      return {
        message: `The marketing campaign ${quoted(found.name)} has no e-mail (any more), so nobody could be asked about it. Choose another one or remove the condition.`,
      };
    return { words: `the marketing campaign ${quoted(found.name)}`, ids: found.emails, together: true };
  }
  const name = world.campaigns.get(campaignId ?? '');
  if (name === undefined)
    return {
      message: 'The campaign of this condition was deleted. Choose another one or remove the condition.',
    };
  return { words: quoted(name), ids: [campaignId ?? ''], together: false };
}

function namesAndIds(
  value: FilterValue | null,
  field: FilterSource,
  world: FilterWorld,
): { named: string[]; ids: string[] } {
  const values = Array.isArray(value) ? value.map(String) : [];
  switch (field.type) {
    case 'tags':
      return { named: values, ids: values.map((one) => world.tags.get(one) ?? '0') };
    case 'owner':
      return { named: values.map((one) => world.owners.get(one) ?? one), ids: values };
    case 'lists':
      return { named: values.map((one) => world.lists.get(one)?.name ?? one), ids: values };
    case 'choice':
      return {
        named: values.map((one) => field.choices?.find((choice) => choice.value === one)?.label ?? one),
        ids: [],
      };
    default:
      return { named: [], ids: [] };
  }
}

export const quoted = (text: string): string => `“${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`;
