export type Sample = { at: number; done: number };

/** A pace of less than this is chance. */
const learnsForMs = 3_000;

/** At the pace between two looks; null while there is none, and where nothing is left. */
export function msToGo(first: Sample, now: Sample, total: number): number | null {
  const [ms, done] = [now.at - first.at, now.done - first.done];
  if (ms < learnsForMs || done <= 0 || now.done >= total) return null;
  return (ms / done) * (total - now.done);
}

/** As coarse as it is sure: five seconds, then half minutes, then minutes. */
export function roundedToGo(ms: number): number {
  const step = ms < 60_000 ? 5_000 : ms < 600_000 ? 30_000 : 60_000;
  return Math.max(step, Math.round(ms / step) * step);
}
