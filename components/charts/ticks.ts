const STEPS = [1, 2, 2.5, 5, 10];

/** Three or four round steps from nothing to above the highest value. */
export function valueTicks(highest: number): number[] {
  if (!(highest > 0)) return [0, 1];
  const rough = highest / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = STEPS.find((one) => one * power >= rough) ?? 10;
  const step = Math.max(factor * power, Number.isInteger(highest) && highest < 4 ? 1 : 0);
  const ticks: number[] = [];
  for (let tick = 0; tick < highest + step; tick += step) ticks.push(Number(tick.toPrecision(10)));
  return ticks;
}

/** First, last and what lies evenly between: at most `most` of them. */
export function spread<Item>(items: readonly Item[], most = 5): Item[] {
  if (items.length <= most) return [...items];
  const indexes = Array.from({ length: most }, (_, i) => Math.round((i * (items.length - 1)) / (most - 1)));
  return [...new Set(indexes)].flatMap((index) => items[index] ?? []);
}

/** Of times that are spread by their number, those whose words have room; the last one stays. Where points are as far apart as one another, all. */
export function apart(times: readonly number[], most: number): number[] {
  const first = times[0] ?? 0;
  const last = times.at(-1) ?? 0;
  const room = (last - first) / (most * 1.3);
  const kept: number[] = [];
  for (const time of times) {
    const before = kept.at(-1);
    if (time === last || ((before === undefined || time - before >= room) && last - time >= room))
      kept.push(time);
  }
  return kept;
}
