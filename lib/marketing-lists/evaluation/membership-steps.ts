import { statusWord } from '@/lib/dotdigital';
import { adviceFor, standingWord, type RuleCode } from '@/lib/standing';
import type { BookFacts, RecordFacts } from './membership-facts';
import type { ExplainedStep } from '../schemas';

export type When = (at: Date) => string;

const step = (
  key: ExplainedStep['key'],
  label: string,
  ok: boolean | null,
  words: string,
): ExplainedStep => ({ key, label, ok, words });

/** From the list to the mail, as far as the list itself decides. `connected`: what Dotdigital says is told book by book. */
export function listSteps(facts: RecordFacts, when: When, connected: boolean): ExplainedStep[] {
  const applies = (...codes: RuleCode[]) => codes.some((code) => facts.applying.includes(code));
  const by = facts.removedBy ? ` by ${facts.removedBy}` : '';
  const why = facts.removedReason ? `: ${facts.removedReason}` : '';
  return [
    step(
      'removed',
      'Not removed by hand',
      !applies('removed_by_hand'),
      facts.removedAt === null
        ? 'Nobody took the person off.'
        : `Removed${by}, ${when(facts.removedAt)}${why}.`,
    ),
    step(
      'address',
      'Has an address',
      !applies('no_email', 'invalid_address'),
      facts.email === null
        ? 'No e-mail address.'
        : facts.emailKey === null
          ? `“${facts.email}” is not a valid address.`
          : facts.email,
    ),
    step(
      'duplicate',
      'First with this address',
      facts.emailKey === null ? null : !applies('duplicate'),
      facts.elderId === null
        ? 'No older record of this list has the address.'
        : `${facts.elder ?? 'An older record'} (no. ${facts.elderId}) has the same address and is mailed instead.`,
    ),
    step(
      'consent',
      'Did not opt out',
      !applies('opted_out'),
      applies('opted_out')
        ? 'Opted out of mail, on this record or another one with the address.'
        : 'No opt-out is recorded here.',
    ),
    step(
      'marks',
      'Subscribed on this list',
      !applies('taken_off', 'unsubscribed'),
      facts.markedAt === null
        ? 'Not unsubscribed from this list.'
        : `${standingWord(facts.markedReason ?? 'unsubscribed')}, ${when(facts.markedAt)}.`,
    ),
    ...(connected || !applies('status') ? [] : [statusStep(facts)]),
  ];
}

const statusStep = ({ status, applying }: Pick<RecordFacts, 'status' | 'applying'>): ExplainedStep =>
  step(
    'dotdigital',
    'Dotdigital would mail the address',
    !applying.includes('status'),
    status === null ? 'Dotdigital doesn’t know the address yet.' : `${statusWord(status)}.`,
  );

const gateStep = step(
  'gate',
  'Let through by the integration’s consent gate',
  false,
  'The integration sends only people with marketing consent, and none is recorded.',
);

const outcomes: Record<string, string> = {
  added: 'added',
  updated: 'updated',
  removed: 'taken out',
  unsubscribed: 'unsubscribed',
  skipped: 'left out',
  rejected: 'refused by Dotdigital',
};

const leftBook = new Set<RuleCode>(['unsubscribed_from_book', 'deleted_there', 'taken_off_there']);

/** And as far as one book and Dotdigital decide. */
export function bookSteps(facts: BookFacts, when: When): ExplainedStep[] {
  const why = facts.applying.find((code) => leftBook.has(code));
  const inBook =
    facts.present === true
      ? facts.putThereByUs
        ? 'In the book, put there by us.'
        : 'In the book, not put there by us.'
      : facts.leftBookAt !== null
        ? `Unsubscribed from the book, ${when(facts.leftBookAt)}.`
        : why
          ? `${standingWord(why)}.`
          : 'Not in the book yet.';
  return [
    statusStep(facts),
    ...(facts.applying.includes('no_consent') ? [gateStep] : []),
    step('book', 'In the book', why ? false : facts.present === true ? true : null, inBook),
    step('wave', 'Last wave', waveOk(facts), waveWords(facts, when)),
  ];
}

const waveOk = ({ outcome, applying }: BookFacts): boolean | null =>
  applying.includes('refused_before')
    ? false
    : outcome === null
      ? null
      : outcome !== 'rejected' && outcome !== 'skipped';

function waveWords({ waveAt, action, outcome, reason, applying }: BookFacts, when: When): string {
  if (action === null && applying.includes('refused_before')) return `${standingWord('refused_before')}.`;
  if (waveAt === null) return 'No wave has ended yet.';
  if (action === null) return `Nothing to change for the person in the wave of ${when(waveAt)}.`;
  const done = outcome === null ? 'planned, not settled' : (outcomes[outcome] ?? outcome);
  return `${when(waveAt)}: ${done}${reason && (outcome === 'rejected' || outcome === 'skipped') ? ` (${reason})` : ''}.`;
}

const ruleOf: Record<ExplainedStep['key'], RuleCode> = {
  removed: 'removed_by_hand',
  address: 'no_email',
  duplicate: 'duplicate',
  consent: 'opted_out',
  marks: 'taken_off',
  dotdigital: 'status',
  gate: 'no_consent',
  book: 'unsubscribed_from_book',
  wave: 'refused_before',
};

/** What each failed step would need. */
export function stepsToChange(steps: readonly ExplainedStep[], code: string | null): string[] {
  const left = [...leftBook].find((rule) => rule === code) ?? ruleOf.book;
  return steps
    .filter(({ ok }) => ok === false)
    .map(({ key }) => adviceFor(key === 'book' ? left : ruleOf[key]));
}
