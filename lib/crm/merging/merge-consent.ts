import type { ConsentState } from '../records/record-schemas';

/** `key`: the address or number it was said of. */
export type ConsentOf = { state: ConsentState; at: Date | null; key: string | null };
export type Merged = { state: ConsentState; at: Date | null; why: string };

const time = (one: ConsentOf): number => one.at?.getTime() ?? 0;

/**
 * The consent of a person who had two records: the stricter wins, so that a merge never makes anyone mailable. A withdrawal outweighs
 * everything but a consent that was given later on the very same address; a consent holds for the address it was given on, so it stays
 * only where that address stays. `key` is the address of the merged record.
 */
export function mergeConsent(a: ConsentOf, b: ConsentOf, key: string | null): Merged {
  const withdrawn = [a, b].filter((one) => one.state === 'withdrawn').sort((x, y) => time(y) - time(x))[0];
  const given = [a, b].filter((one) => one.state === 'given').sort((x, y) => time(y) - time(x));
  if (withdrawn) {
    const newer = given.find(
      (one) =>
        one.key !== null && one.key === withdrawn.key && one.key === key && time(one) > time(withdrawn),
    );
    if (newer)
      return {
        state: 'given',
        at: newer.at,
        why: 'Consent was given on this address after the opt-out of the other record.',
      };
    return {
      state: 'withdrawn',
      at: withdrawn.at,
      why: 'One of the two opted out of mail, and the stricter wins.',
    };
  }
  const holds = given.find((one) => one.key === key || one.key === null);
  if (holds) return { state: 'given', at: holds.at, why: 'Consent was given for the address that stays.' };
  if (given.length > 0)
    return {
      state: 'unknown',
      at: null,
      why: 'Consent was given for the address that goes, so none is on record for the one that stays.',
    };
  return { state: 'unknown', at: null, why: 'Neither record has a consent.' };
}
