import { isSameText, type ReadBack } from './read-back';
import type { TwoWayRow } from './read-two-way';

type Row = Pick<TwoWayRow, 'type' | 'conflict' | 'emptyComesBack'>;

/** What Dotdigital tells now, and what it was known to hold: sent by us, or told before. null: nothing is known. */
export type Told = { told: string; known: string | null };

/** Whether what Dotdigital tells may be a change of somebody there. An empty value is one only where the row says so. */
export function isNews({ type, emptyComesBack }: Row, { told, known }: Told): boolean {
  if (told.trim() === '' && (known === null || !emptyComesBack)) return false;
  return known === null || !isSameText(type, known, told);
}

export type Facts = Told & {
  /** Texts that a file under way brings, or replaces; null: none is. */
  underWay: readonly string[] | null;
  /** What a plan would send now; '': nothing. */
  wanted: string;
  /** What the record holds, as convertValues gives it. */
  ours: string | null;
  /** The same of what Dotdigital tells. */
  theirs: ReadBack;
  isOursNewer: boolean;
};

export type Verdict =
  /** Known already, or one of our own values. */
  | { kind: 'nothing' }
  /** Not to be told apart from a file under way: looked at again when that is through. */
  | { kind: 'later' }
  /** Both sides mean the same. */
  | { kind: 'agreed' }
  | { kind: 'taken'; conflict: boolean }
  /** Both sides changed, and the CRM's value stands. */
  | { kind: 'kept' }
  | { kind: 'refused'; reason: string };

/**
 * What becomes of one value that Dotdigital tells, against what it was known to hold: what differs from that changed there, what is wanted
 * and differs from it changed here. Where nothing is known, a value here counts as changed.
 */
export function judgeValue(row: Row, facts: Facts): Verdict {
  const { told, known, underWay, wanted, ours, theirs } = facts;
  const isTold = (text: string): boolean => isSameText(row.type, text, told);
  if (!isNews(row, facts) || underWay?.some(isTold)) return { kind: 'nothing' };
  if (underWay !== null) return { kind: 'later' };
  if (isTold(wanted)) return { kind: 'agreed' };
  if ('problem' in theirs) return { kind: 'refused', reason: theirs.problem };
  if (theirs.value === ours) return { kind: 'agreed' };
  const hasChangedHere = known === null ? wanted !== '' : !isSameText(row.type, known, wanted);
  if (!hasChangedHere) return { kind: 'taken', conflict: false };
  return isCrms(row, facts) ? { kind: 'kept' } : { kind: 'taken', conflict: true };
}

const isCrms = ({ conflict }: Row, { isOursNewer }: Facts): boolean =>
  conflict === 'crm' || (conflict === 'newest' && isOursNewer);
