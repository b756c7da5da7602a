/** By whichever of its names: Intl lists Asia/Calcutta and knows Asia/Kolkata as well. Offsets ("+02:00") are no zones: they know no summer. */
export function isTimeZone(name: string): boolean {
  try {
    return (
      /^[a-z]/i.test(name) &&
      new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
    );
  } catch {
    return false;
  }
}

/** The zone of this name, UTC where it is none. */
export const zoneOr = (name: string | null): string => (name !== null && isTimeZone(name) ? name : 'UTC');

/** The time ("07:05") that the zone’s clocks show. */
export const timeIn = (zone: string, at: Date): string =>
  new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);

/** The day (year-month-day) that the zone's clocks show. */
export function dayIn(zone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(at);
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')}`;
}
