import { isSendable, statusWord } from '@/lib/dotdigital';
import { whyWords } from '../members/member-words';
import type { BookFacts, RecordFacts } from './membership-facts';
import type { ExplainedStep } from '../schemas';

export type When = (at: Date) => string;

const step = (
  key: ExplainedStep['key'],
  label: string,
  ok: boolean | null,
  words: string,
): ExplainedStep => ({ key, label, ok, words });

/** From the list to the mail, as far as the list itself decides. */
export function listSteps(facts: RecordFacts, when: When): ExplainedStep[] {
  const by = facts.removedBy ? ` by ${facts.removedBy}` : '';
  const why = facts.removedReason ? `: ${facts.removedReason}` : '';
  return [
    step(
      'removed',
      'Not removed by hand',
      facts.removedAt === null,
      facts.removedAt === null
        ? 'Nobody took the person off.'
        : `Removed${by}, ${when(facts.removedAt)}${why}.`,
    ),
    step(
      'address',
      'Has an address',
      facts.emailKey !== null,
      facts.email === null
        ? 'No e-mail address.'
        : facts.emailKey === null
          ? `“${facts.email}” is not a valid address.`
          : facts.email,
    ),
    step(
      'duplicate',
      'First with this address',
      facts.emailKey === null ? null : facts.elderId === null,
      facts.elderId === null
        ? 'No older record of this list has the address.'
        : `${facts.elder ?? 'An older record'} (no. ${facts.elderId}) has the same address and is mailed instead.`,
    ),
    step(
      'consent',
      'Did not opt out',
      !facts.optedOut,
      facts.optedOut
        ? 'Opted out of mail, on this record or another one with the address.'
        : 'No opt-out is recorded here.',
    ),
    step(
      'marks',
      'Subscribed on this list',
      facts.markedAt === null,
      facts.markedAt === null
        ? 'Not unsubscribed from this list.'
        : `${whyWords(facts.markedReason ?? 'person')}, ${when(facts.markedAt)}.`,
    ),
  ];
}

const outcomes: Record<string, string> = {
  added: 'added',
  updated: 'updated',
  removed: 'taken out',
  unsubscribed: 'unsubscribed',
  skipped: 'left out',
  rejected: 'refused by Dotdigital',
};

/** And as far as one book and Dotdigital decide. */
export function bookSteps(facts: BookFacts, when: When): ExplainedStep[] {
  const left = facts.present !== true && facts.leftBookAt !== null;
  const inBook =
    facts.present === true
      ? facts.putThereByUs
        ? 'In the book, put there by us.'
        : 'In the book, not put there by us.'
      : facts.leftBookAt !== null
        ? `Unsubscribed from the book, ${when(facts.leftBookAt)}.`
        : 'Not in the book yet.';
  return [
    step(
      'dotdigital',
      'Dotdigital would mail the address',
      isSendable(facts.status),
      facts.status === null ? 'Dotdigital doesn’t know the address yet.' : `${statusWord(facts.status)}.`,
    ),
    step('book', 'In the book', left ? false : facts.present === true ? true : null, inBook),
    step('wave', 'Last wave', waveOk(facts), waveWords(facts, when)),
  ];
}

const waveOk = ({ outcome }: BookFacts): boolean | null =>
  outcome === null ? null : outcome !== 'rejected' && outcome !== 'skipped';

function waveWords({ waveAt, action, outcome, reason }: BookFacts, when: When): string {
  if (waveAt === null) return 'No wave has ended yet.';
  if (action === null) return `Nothing to change for the person in the wave of ${when(waveAt)}.`;
  const done = outcome === null ? 'planned, not settled' : (outcomes[outcome] ?? outcome);
  return `${when(waveAt)}: ${done}${reason && (outcome === 'rejected' || outcome === 'skipped') ? ` (${reason})` : ''}.`;
}

/** What each failed step would need. */
export function stepsToChange(steps: readonly ExplainedStep[]): string[] {
  const needs: Record<ExplainedStep['key'], string> = {
    removed: 'Someone would have to press Undo remove.',
    address: 'The record would need a valid e-mail address.',
    duplicate: 'The two records would have to be merged, or the older one leave the list.',
    consent: 'The person would have to give consent again.',
    marks: 'The person would have to be subscribed to this list again.',
    dotdigital:
      'Dotdigital’s own status would have to change: only the person, or a resubscribe, can do that.',
    book: 'The person would have to subscribe to the book again.',
    wave: 'What Dotdigital refused would have to be put right.',
  };
  return steps.filter(({ ok }) => ok === false).map(({ key }) => needs[key]);
}
