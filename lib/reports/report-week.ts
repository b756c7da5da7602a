import { dayIn } from '../time-zone';

const dayMs = 86_400_000;

/** The Monday on which this moment's week began, where the zone is. */
export function mondayOf(zone: string, at: Date): string {
  const day = new Date(`${dayIn(zone, at)}T00:00:00Z`);
  const sinceMonday = (day.getUTCDay() + 6) % 7;
  return addDays(day.toISOString().slice(0, 10), -sinceMonday);
}

export const addDays = (day: string, plus: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + plus * dayMs).toISOString().slice(0, 10);
