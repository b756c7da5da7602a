/** "2026-11-21": so many calendar days before the one that the zone's clocks show, whether they were changed since or not. */
export function dayAgo(days: number, zone: string, now = Date.now()): string {
  // Swedish writes days that way.
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(now);
  return new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);
}
