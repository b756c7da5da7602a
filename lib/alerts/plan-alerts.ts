import type { Attention } from '../dashboard/schemas';
import type { AlertLevel } from './schemas';

/** What somebody was told of before. */
export type Told = { key: string; state: string; subject: string; href: string; goneSince: Date | null };

export type AlertPlan = {
  /** Not told yet. */
  fresh: Attention[];
  /** Told, and over. */
  over: Told[];
  /** Told, and seen no more since now. */
  goneKeys: string[];
  /** Told, was gone for a moment, and is there again. */
  backKeys: string[];
};

/** What comes back sooner is the same as before: nobody is told of what flickers. */
const settleMinutes = 10;

const tonesOf: Record<AlertLevel, readonly Attention['tone'][]> = {
  failures: ['bad'],
  everything: ['bad', 'warn'],
};

export const alertKey = ({ state, href }: Pick<Attention, 'state' | 'href'>): string => `${state} ${href}`;

/** Of what needs somebody now and what a reader was told of: what changes. */
export function planAlerts(
  items: readonly Attention[],
  told: readonly Told[],
  { level, now }: { level: AlertLevel; now: Date },
): AlertPlan {
  const there = new Set(items.map(alertKey));
  const known = new Set(told.map(({ key }) => key));
  const gone = told.filter(({ key }) => !there.has(key));
  const settled = now.getTime() - settleMinutes * 60_000;
  return {
    fresh: items.filter((item) => tonesOf[level].includes(item.tone) && !known.has(alertKey(item))),
    over: gone.filter(({ goneSince }) => goneSince !== null && goneSince.getTime() <= settled),
    goneKeys: gone.flatMap(({ key, goneSince }) => (goneSince === null ? [key] : [])),
    backKeys: told.flatMap(({ key, goneSince }) => (goneSince !== null && there.has(key) ? [key] : [])),
  };
}
