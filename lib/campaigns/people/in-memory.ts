/**
 * A part of the audience is told by joins with all records: they stay in memory for a campaign of half a million. To compile the statement
 * would take longer than to run it.
 */
export const inMemory = {
  timeoutMs: 60_000,
  tooSlow: 'The audience could not be counted in time. Try again in a moment.',
  settings: { work_mem: 65_536, parallel_tuple_cost: 0.01, jit: 'off' },
} as const;
