import { z } from 'zod';
import { idText, plainText } from '../text';

/** What a filter may be at most; refused by name (reliability.md check 37). */
export const filterLimits = { depth: 10, conditions: 200, values: 5_000, textLength: 1_000, days: 36_500 } as const;

export const combinators = ['all', 'any', 'none'] as const;
export type Combinator = (typeof combinators)[number];

export type FilterValue = string | number | boolean | string[] | [number, number];

/** Field and operator are checked against the catalogue when the filter is read, so an outdated one can still be shown. */
export type FilterCondition = {
  kind: 'condition';
  field: string;
  operator: string;
  value?: FilterValue;
  /** Campaign activity only: one campaign; without it, any campaign. */
  campaignId?: string;
  not?: boolean;
};

export type FilterGroup = { kind: 'group'; combinator: Combinator; rules: FilterRule[] };
export type FilterRule = FilterGroup | FilterCondition;
export type FilterDefinition = { version: 1; root: FilterGroup };

export const emptyFilter: FilterDefinition = { version: 1, root: { kind: 'group', combinator: 'all', rules: [] } };

const word = plainText.max(64);
const text = plainText.max(filterLimits.textLength, { error: `At most ${filterLimits.textLength} characters.` });

const FilterCondition: z.ZodType<FilterCondition> = z.strictObject({
  kind: z.literal('condition'),
  field: word,
  operator: word,
  value: z
    .union([
      text,
      z.number(),
      z.boolean(),
      z.array(text).max(filterLimits.values, { error: `At most ${filterLimits.values} values in one condition.` }),
      z.tuple([z.number(), z.number()]),
    ])
    .optional(),
  campaignId: idText.optional(),
  not: z.boolean().optional(),
});

const FilterGroup: z.ZodType<FilterGroup> = z.strictObject({
  kind: z.literal('group'),
  combinator: z.enum(combinators),
  rules: z.array(z.lazy((): z.ZodType<FilterRule> => z.union([FilterGroup, FilterCondition]))),
});

/** The stored form of a filter. Depth and size are looked at first, without recursion. */
export const FilterDefinition: z.ZodType<FilterDefinition> = z
  .unknown()
  .superRefine((input, check) => {
    const message = tooMuch(input);
    if (message) check.addIssue({ code: 'custom', message, input });
  })
  .pipe(z.strictObject({ version: z.literal(1), root: FilterGroup }));

const tooMany = `A filter may have ${filterLimits.conditions} conditions at most.`;
/** Groups count too, so that groups of nothing can't go on without end. */
const mostRules = filterLimits.conditions * 3;

function tooMuch(input: unknown): string | null {
  let conditions = 0;
  let level: unknown[] = [childOf(input, 'root')];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > filterLimits.depth + 1) return `Groups may be nested ${filterLimits.depth} deep at most.`;
    const next: unknown[] = [];
    for (const rule of level) {
      const rules = childOf(rule, 'rules');
      if (!Array.isArray(rules)) {
        conditions += 1;
        continue;
      }
      if (depth > filterLimits.depth) return `Groups may be nested ${filterLimits.depth} deep at most.`;
      if (next.length + rules.length > mostRules) return tooMany;
      next.push(...rules);
    }
    if (conditions > filterLimits.conditions) return tooMany;
    level = next;
  }
  return null;
}

const childOf = (of: unknown, key: string): unknown =>
  typeof of === 'object' && of !== null && Object.hasOwn(of, key) ? (of as Record<string, unknown>)[key] : undefined;

/** Where in the filter something is: indexes from the root down. [] is the whole filter. */
export type FilterPath = number[];

export type FilterProblem = { path: FilterPath; message: string; /** Not finished rather than wrong. */ unfinished?: boolean };
