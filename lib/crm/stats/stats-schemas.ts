import { z } from 'zod';

export const StatsSettings = z.object({
  /** An open cart that nobody touched for so many minutes is abandoned. */
  cartAbandonedMinutes: z
    .number({ error: 'Enter a number of minutes.' })
    .int({ error: 'Whole minutes only.' })
    .min(1, { error: 'At least 1 minute.' })
    .max(43_200, { error: 'At most 43,200 minutes (30 days).' })
    .default(60),
});
export type StatsSettings = z.infer<typeof StatsSettings>;
