import { countOf, medianOf, moreIsGood, rateOf, type Figure, type ShownCounts } from './figures';
import { formatChange } from '../format';
import { changeOfRate } from './change-of-rate';

export type FigureChange = { text: string; good: boolean | null };

/** How far a figure is from another campaign's: its rate in points, a count without one in per cent. */
export function changeAgainst(
  figure: Figure,
  now: ShownCounts,
  before: ShownCounts | null,
): FigureChange | undefined {
  if (before === null) return undefined;
  return tell(figure, now, rateOf(figure, before), countOf(figure, before));
}

/** The same against the middle of what the account had before. */
export function changeAgainstMedian(
  figure: Figure,
  now: ShownCounts,
  before: readonly ShownCounts[],
): FigureChange | undefined {
  const rate = medianOf(before.map((one) => rateOf(figure, one)));
  return tell(figure, now, rate, medianOf(before.map((one) => countOf(figure, one))));
}

function tell(
  figure: Figure,
  now: ShownCounts,
  otherRate: number | null,
  otherCount: number | null,
): FigureChange | undefined {
  // Sent to nobody yet: there is nothing to compare.
  if (now.recipients === 0) return undefined;
  const [rate, count] = [rateOf(figure, now), countOf(figure, now)];
  const isGood = moreIsGood[figure];
  if (rate !== null) {
    const other = otherRate === null ? null : { part: otherRate, whole: 1 };
    const change = changeOfRate({ part: rate, whole: 1 }, other, isGood ?? true);
    return change && isGood === undefined ? { ...change, good: null } : change;
  }
  if (count === null || otherCount === null || otherCount === 0) return undefined;
  const percent = Math.round((count / otherCount - 1) * 100);
  if (percent === 0) return undefined;
  return {
    text: `${formatChange(percent)} %`,
    good: isGood === undefined ? null : percent > 0 === isGood,
  };
}
