import type { Keyring } from './secrets';

export type SealedRow = {
  keyId: string;
  /** Stores the row under the first key, unless somebody changed it meanwhile: how many rows that were. */
  reseal: () => Promise<{ count: number }>;
};

/** Rows go under the first key of the ring, one by one; one that no key opens stays and is counted. Safe to repeat. */
export async function resealRows(
  { keys }: Keyring,
  rows: readonly SealedRow[],
): Promise<{ rotated: number; unreadable: number }> {
  let [rotated, unreadable] = [0, 0];
  for (const { keyId, reseal } of rows) {
    if (keys.has(keyId)) rotated += (await reseal()).count;
    else unreadable += 1;
  }
  return { rotated, unreadable };
}
