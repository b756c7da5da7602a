import { timeIn } from '../time-zone';
import type { SettingValues } from './schemas';

/** When quiet hours that hold now are over ("07:00"); null: they don't hold. */
export function quietUntil(
  { quietHours }: Pick<SettingValues, 'quietHours'>,
  zone: string,
  now: Date,
): string | null {
  const [from, to] = quietHours.split('-');
  if (from === undefined || to === undefined) return null;
  const time = timeIn(zone, now);
  const holds = from < to ? from <= time && time < to : from <= time || time < to;
  return holds ? to : null;
}
