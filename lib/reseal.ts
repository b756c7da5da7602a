import { AppError } from './errors';
import type { Keyring } from './secrets';

const rowsAtOnce = 200;

/**
 * What stands under another key of the ring goes under the first one, bite by bite: how many rows that were. What doesn't open stays as it
 * is, and so does what stands under a key that isn't here. Safe to repeat, to overlap and to be stopped.
 */
export async function resealRows<Row>(
  { config: { keyring }, signal }: { config: { keyring: Keyring }; signal: AbortSignal },
  /** At most so many rows that stand under one of these keys. */
  read: (where: { in: string[] }, take: number) => Promise<Row[]>,
  /** Stores one under the first key, unless somebody changed it meanwhile. */
  reseal: (row: Row) => Promise<{ count: number }>,
): Promise<number> {
  const others = [...keyring.keys.keys()].filter((id) => id !== keyring.primary);
  let rotated = 0;
  for (let before = -1; rotated > before && !signal.aborted;) {
    before = rotated;
    for (const row of await read({ in: others }, rowsAtOnce)) rotated += await countOf(() => reseal(row));
  }
  return rotated;
}

async function countOf(reseal: () => Promise<{ count: number }>): Promise<number> {
  try {
    return (await reseal()).count;
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') return 0;
    throw error;
  }
}
