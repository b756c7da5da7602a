import { formatChange } from '@/lib/format';

type Share = { part: number; whole: number };

/** How far a rate moved against the one before, in points: "+2.5". undefined where either is a share of nothing, or nothing moved. */
export function changeOfRate(
  now: Share,
  before: Share | null,
  moreIsGood: boolean,
): { text: string; good: boolean } | undefined {
  if (before === null || now.whole <= 0 || before.whole <= 0) return undefined;
  const points = (now.part / now.whole - before.part / before.whole) * 100;
  const digits = Math.abs(points) < 0.1 ? 2 : 1;
  const rounded = Number(points.toFixed(digits));
  if (rounded === 0) return undefined;
  return {
    text: formatChange(rounded, 'en-GB', { maximumFractionDigits: digits }),
    good: rounded > 0 === moreIsGood,
  };
}
