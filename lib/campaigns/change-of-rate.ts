import { formatChange } from '../format';

type Share = { part: number; whole: number };

/** Below it a change is told and means nothing. */
const leastPoints = 0.1;

/**
 * How far a rate moved against the one before, in points: "+2.5". undefined where either is a share of nothing, or nothing moved; `good` is
 * null where it moved too little to be good or bad.
 */
export function changeOfRate(
  now: Share,
  before: Share | null,
  moreIsGood: boolean,
): { text: string; good: boolean | null } | undefined {
  if (before === null || now.whole <= 0 || before.whole <= 0) return undefined;
  const points = (now.part / now.whole - before.part / before.whole) * 100;
  const small = Math.abs(points) < leastPoints;
  const digits = small ? 2 : 1;
  const rounded = Number(points.toFixed(digits));
  if (rounded === 0) return undefined;
  const fixed = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return {
    text: formatChange(rounded, 'en-GB', fixed),
    good: small ? null : rounded > 0 === moreIsGood,
  };
}
