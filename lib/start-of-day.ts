const clocks = new Map<string, Intl.DateTimeFormat>();

/** The calendar day that a zone's clocks show at an instant, in days since 1970. */
function dayNumberAt(zone: string, instant: number): number {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en', {
      timeZone: zone,
      calendar: 'gregory',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    });
  clocks.set(zone, clock);
  const parts = clock.formatToParts(instant);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day')) / 86_400_000;
}

/**
 * The first instant of a day (`plus` days later) where its zone is. Where clocks skip midnight the day begins with the hour after
 * it, where midnight comes twice with the first of the two. Before 1900, when there were no zones, at midnight UTC.
 */
export function startOfDay(day: string, zone: string, plus = 0): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`) + plus * 86_400_000;
  const wanted = midnight / 86_400_000;
  if (day < '1900') return new Date(midnight);
  let [before, after] = [midnight - 54_000_000, midnight + 54_000_000];
  while (after - before > 1_000) {
    const middle = before + Math.floor((after - before) / 2_000) * 1_000;
    if (dayNumberAt(zone, middle) >= wanted) after = middle;
    else before = middle;
  }
  return new Date(after);
}
