import type { RecipientRow } from '../../engine/campaigns/activity-pages';

const outcomes = [
  ['hardBounced', 'hard bounced'],
  ['softBounced', 'soft bounced'],
  ['unsubscribed', 'unsubscribed'],
  ['complained', 'complained'],
] as const;

export type Told = RecipientRow & { complained?: number };

/** What became of the mail besides being read. */
export const outcomeOf = (row: Told): string =>
  outcomes
    .filter(([key]) => row[key] === 1)
    .map(([, word]) => word)
    .join(', ');
