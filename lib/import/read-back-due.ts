import { startOfDay } from '../start-of-day';
import { dayIn } from '../time-zone';

export type BookCounts = { theirs: number; ours: number };

type Facts = {
  now: Date;
  zone: string;
  /** A read of it was cut off. */
  isUnfinished: boolean;
  askedAt: Date | null;
  /** When the last one began; null: there was none. */
  readAt: Date | null;
  connectedAt: Date;
  /** How many are in the book: as Dotdigital counts now, and as we know. */
  counts: BookCounts;
  /** The same when the last read was through: Dotdigital's count may lag, and some differences stay. */
  countsAtRead: BookCounts | null;
  /** A wave explains a difference. */
  isWaveUnderWay: boolean;
};

/** By the account's clocks. */
const nightlyHour = 3;
const hourMs = 3_600_000;
const rowsPerPage = 1_000;
/** A difference that keeps coming costs no more than one page in so long. */
const pauseMsPerPage = 10_000;

/** Whether the whole of a book is to be read back now: asked for, once a night, or because its count differs and no wave explains it. */
export function isReadBackDue(facts: Facts): boolean {
  const { now, isUnfinished, askedAt, readAt, connectedAt } = facts;
  if (isUnfinished) return true;
  if (askedAt !== null && (readAt === null || readAt < askedAt)) return true;
  if ((readAt ?? connectedAt) < lastNight(now, facts.zone)) return true;
  return isUnexplained(facts) && now.getTime() - (readAt?.getTime() ?? 0) >= pauseMs(facts.counts);
}

function isUnexplained({ counts, countsAtRead, isWaveUnderWay }: Facts): boolean {
  if (isWaveUnderWay) return false;
  const known = countsAtRead === null ? 0 : countsAtRead.theirs - countsAtRead.ours;
  return counts.theirs - counts.ours !== known;
}

const pauseMs = ({ theirs }: BookCounts): number => Math.ceil(theirs / rowsPerPage) * pauseMsPerPage;

/** When it was that hour last. */
function lastNight(now: Date, zone: string): Date {
  const on = (plus: number): Date =>
    new Date(startOfDay(dayIn(zone, now), zone, plus).getTime() + nightlyHour * hourMs);
  return on(0) <= now ? on(0) : on(-1);
}
