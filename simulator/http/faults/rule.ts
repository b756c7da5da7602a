import { z } from 'zod';

/**
 * When a fault strikes: calls that match `route` and `method` are counted from the moment the rule is set; of these the
 * `nth`, `every` so-manieth, or each with probability `rate` (by `seed`). Without any of the three: every call. At most
 * `times` times, and not after `until` by the sandbox's clock.
 */
export const faultRuleSchema = z.strictObject({
  id: z.string().optional(),
  route: z.string().default('*'),
  method: z.string().optional(),
  nth: z.number().int().min(1).optional(),
  every: z.number().int().min(1).optional(),
  rate: z.number().min(0).max(1).optional(),
  times: z.number().int().min(1).optional(),
  until: z.string().optional(),
  kind: z.string(),
  args: z.record(z.string(), z.unknown()).default({}),
  seed: z.number().int().default(1),
});

export type FaultRule = z.infer<typeof faultRuleSchema> & { id: string; matched: number; injected: number };

export interface Injection {
  id: string;
  rule: string;
  kind: string;
  args: Record<string, unknown>;
}
