import { z } from 'zod';
import { idText, plainText } from '@/lib/text';
import { spanUnits, type SpanUnit } from './filter-operators';

/** What a filter may be at most; refused by name (reliability.md check 37). */
export const filterLimits = {
  depth: 8,
  conditions: 200,
  /** In one condition, and in the whole filter. */
  values: 50_000,
  allValues: 100_000,
  /** Of all pasted values together: what still fits into one request whatever the script. */
  allText: 3_000_000,
  textLength: 1_000,
  days: 36_500,
  lastCampaigns: 50,
  parts: 100,
  /** Tags or lists of which all must hold. */
  allOf: 20,
} as const;

export const combinators = ['all', 'any', 'none'] as const;
export type Combinator = (typeof combinators)[number];

export type FilterValue = string | number | boolean | string[] | [number, number];

/** Field and operator are checked against the catalogue when the filter is read, so an outdated one can still be shown. */
export type FilterCondition = {
  kind: 'condition';
  field: string;
  operator: string;
  value?: FilterValue;
  /** Of a span ("in the last 3 weeks"); without it, days. */
  unit?: SpanUnit;
  /** Campaign activity only, one of the three; without any, all campaigns. */
  campaignId?: string;
  marketingCampaignId?: string;
  lastCampaigns?: number;
  /** Only what happened in the last so many days counts, where the field says it can. */
  lastDays?: number;
  /** Orders and carts only: what each one that counts must be. */
  where?: FilterGroup;
  /** Of an amount of money: only what is in this currency is compared. Left out: as it stands, whatever its currency. */
  currency?: string;
  /** Random split only: another word deals the parts anew. Lists with the same word have the same parts. */
  salt?: string;
  not?: boolean;
};

export type FilterGroup = { kind: 'group'; combinator: Combinator; rules: FilterRule[] };
export type FilterRule = FilterGroup | FilterCondition;
export type FilterDefinition = { version: 1; root: FilterGroup };

export const emptyFilter: FilterDefinition = {
  version: 1,
  root: { kind: 'group', combinator: 'all', rules: [] },
};

const word = plainText.max(64);
const text = plainText.max(filterLimits.textLength, {
  error: `At most ${filterLimits.textLength} characters.`,
});

export const FilterCondition: z.ZodType<FilterCondition> = z.strictObject({
  kind: z.literal('condition'),
  field: word,
  operator: word,
  value: z
    .union([text, z.number(), z.boolean(), z.array(text), z.tuple([z.number(), z.number()])])
    .optional(),
  unit: z.enum(spanUnits).optional(),
  campaignId: idText.optional(),
  marketingCampaignId: idText.optional(),
  lastCampaigns: z
    .int()
    .min(1)
    .max(filterLimits.lastCampaigns, { error: `At most the last ${filterLimits.lastCampaigns} campaigns.` })
    .optional(),
  lastDays: z.int().min(1).max(filterLimits.days).optional(),
  where: z.lazy((): z.ZodType<FilterGroup> => FilterGroup).optional(),
  currency: plainText.length(3).optional(),
  salt: word.optional(),
  not: z.boolean().optional(),
});

export const FilterGroup: z.ZodType<FilterGroup> = z.strictObject({
  kind: z.literal('group'),
  combinator: z.enum(combinators),
  rules: z.array(z.lazy((): z.ZodType<FilterRule> => z.union([FilterGroup, FilterCondition]))),
});

/** The stored form of a filter. Depth and size are looked at first, without recursion. */
export const FilterDefinition: z.ZodType<FilterDefinition> = z.preprocess(
  (input, check) => {
    const message = tooMuch(input);
    if (message) check.addIssue({ code: 'custom', message, input });
    return input;
  },
  z.strictObject({ version: z.literal(1), root: FilterGroup }),
);

const tooDeep = `Groups may be nested ${filterLimits.depth} deep at most.`;
const tooMany = `A filter may have ${filterLimits.conditions} conditions at most.`;
const tooManyInOne = `A condition may hold ${filterLimits.values.toLocaleString('en')} pasted values at most.`;
const tooMuchText = 'The pasted values of a filter may have 3 million characters together.';
const tooManyValues = `A filter may hold ${filterLimits.allValues.toLocaleString('en')} pasted values at most.`;
/** Groups count too, so that groups of nothing can't go on without end. */
const maxRules = filterLimits.conditions * 3;

function tooMuch(input: unknown): string | null {
  let conditions = 0;
  let [values, text] = [0, 0];
  let level: unknown[] = [childOf(input, 'root')];
  for (let depth = 1; level.length > 0; depth += 1) {
    const next: unknown[] = [];
    for (const rule of level) {
      const rules = childOf(rule, 'rules');
      if (Array.isArray(rules)) {
        if (depth > filterLimits.depth) return tooDeep;
        if (next.length + rules.length > maxRules) return tooMany;
        next.push(...rules);
        continue;
      }
      conditions += 1;
      const value = childOf(rule, 'value');
      if (Array.isArray(value)) {
        if (value.length > filterLimits.values) return tooManyInOne;
        values += value.length;
        for (const one of value) text += typeof one === 'string' ? one.length : 0;
      }
      // What an order must be is a group of its own, one step further in.
      const where = childOf(rule, 'where');
      if (where !== undefined) next.push(where);
    }
    if (conditions > filterLimits.conditions) return tooMany;
    if (values > filterLimits.allValues) return tooManyValues;
    if (text > filterLimits.allText) return tooMuchText;
    if (depth > filterLimits.depth + 1) return tooDeep;
    level = next;
  }
  return null;
}

const childOf = (of: unknown, key: string): unknown =>
  typeof of === 'object' && of !== null && Object.hasOwn(of, key)
    ? (of as Record<string, unknown>)[key]
    : undefined;

/**
 * Where in the filter something is: indexes from the root down. [] is the whole filter. What orders or carts must be
 * is told by the path of that condition, then the indexes inside its `where`.
 */
export type FilterPath = number[];

export type FilterProblem = {
  path: FilterPath;
  message: string;
  /** Not finished rather than wrong. */ unfinished?: boolean;
};
