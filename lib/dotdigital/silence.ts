import { formatClock } from '../format';

/** Of a moment since when nothing has been answered; null: there was an answer. */
export type TellSilence = (since: Date | null) => Promise<void>;

type Silence = {
  /** A call begins; what it returns ends the waiting for its answer. */
  begin: () => () => void;
  answered: () => Promise<void>;
  /** Whatever was told has been taken in. */
  settled: () => Promise<void>;
};

/**
 * Tells when a call has waited so long for its answer, once, and when there is one again: also at the first answer of all, since
 * whoever was killed before may have told and could not take it back. One word at a time, in their order.
 */
export function watchSilence(tell: TellSilence | undefined, afterMs: number, now: () => Date): Silence {
  let isSilent: boolean | null = null;
  let telling = Promise.resolve();
  const say = (since: Date | null): void => {
    if (tell === undefined || isSilent === (since !== null)) return;
    isSilent = since !== null;
    telling = telling.then(() => tell(since));
  };
  return {
    begin: () => {
      const since = now();
      const timer = setTimeout(() => say(since), afterMs);
      return () => clearTimeout(timer);
    },
    answered: () => {
      say(null);
      return telling;
    },
    settled: () => telling,
  };
}

/** What people read meanwhile. */
export const silenceWords = (since: Date): string =>
  `No answer from Dotdigital since ${formatClock(since)} UTC. Nothing is lost: it is asked until it answers, and this goes on by itself.`;
