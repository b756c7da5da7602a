import { statusWord } from '@/lib/dotdigital';
import type { Channel } from '@/lib/channel';
import { adviceFor, standingWord, type RuleCode, type SmsRuleCode } from '@/lib/standing';
import type { BookFacts, RecordFacts } from './membership-facts';
import type { ExplainedStep } from '../schemas';

export type When = (at: Date) => string;

type Code = RuleCode | SmsRuleCode;

const step = (
  key: ExplainedStep['key'],
  label: string,
  ok: boolean | null,
  words: string,
): ExplainedStep => ({ key, label, ok, words });

/** From the list to the mail, as far as the list itself decides. `connected`: what Dotdigital says is told book by book. */
export function listSteps(facts: RecordFacts, when: When, connected: boolean): ExplainedStep[] {
  const applies = (...codes: Code[]) => codes.some((code) => facts.applying.includes(code));
  const { known, reached, message } = spoken[facts.channel];
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
    addressStep(facts, !applies('no_email', 'invalid_address', 'no_mobile', 'invalid_mobile')),
    step(
      'duplicate',
      `First with this ${known}`,
      facts.key === null ? null : !applies('duplicate', 'duplicate_mobile'),
      facts.elderId === null
        ? `No older record of this list has the ${known}.`
        : `${facts.elder ?? 'An older record'} (no. ${facts.elderId}) has the same ${known} and is ${reached} instead.`,
    ),
    step(
      'consent',
      'Did not opt out',
      !applies('opted_out', 'opted_out_sms'),
      applies('opted_out', 'opted_out_sms')
        ? `Opted out of ${message}, on this record or another one with the ${known}.`
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

const spoken: Record<Channel, { known: string; reached: string; message: string }> = {
  email: { known: 'address', reached: 'mailed', message: 'mail' },
  sms: { known: 'number', reached: 'written to', message: 'SMS' },
};

function addressStep({ channel, email, mobile, key }: RecordFacts, ok: boolean): ExplainedStep {
  if (channel === 'sms')
    return step(
      'address',
      'Has a mobile number',
      ok,
      mobile === null ? 'No mobile number.' : (key ?? `“${mobile}” is not a valid number.`),
    );
  const words = key === null ? `“${email}” is not a valid address.` : (email ?? '');
  return step('address', 'Has an address', ok, email === null ? 'No e-mail address.' : words);
}

const statusStep = ({
  status,
  applying,
  channel,
}: Pick<RecordFacts, 'status' | 'applying' | 'channel'>): ExplainedStep =>
  step(
    'dotdigital',
    channel === 'sms' ? 'Dotdigital would write to the number' : 'Dotdigital would mail the address',
    !applying.includes('status') && !applying.includes('sms_status'),
    status === null ? `Dotdigital doesn’t know the ${spoken[channel].known} yet.` : `${statusWord(status)}.`,
  );

const gateStep = (consent: string): ExplainedStep =>
  step(
    'gate',
    'Let through by the integration’s consent gate',
    false,
    `The integration sends only people with ${consent}, and none is recorded.`,
  );

const outcomes: Record<string, string> = {
  added: 'added',
  updated: 'updated',
  removed: 'taken out',
  unsubscribed: 'unsubscribed',
  skipped: 'left out',
  rejected: 'refused by Dotdigital',
};

const leftBook = new Set<Code>(['unsubscribed_from_book', 'deleted_there', 'taken_off_there']);

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
    ...(facts.applying.includes('no_consent') ? [gateStep('marketing consent')] : []),
    ...(facts.applying.includes('no_sms_consent') ? [gateStep('consent to SMS')] : []),
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

const ruleOfNumber: Partial<Record<ExplainedStep['key'], SmsRuleCode>> = {
  address: 'no_mobile',
  duplicate: 'duplicate_mobile',
  consent: 'opted_out_sms',
  gate: 'no_sms_consent',
};

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
export function stepsToChange(
  steps: readonly ExplainedStep[],
  { code, channel }: { code: string | null; channel: Channel },
): string[] {
  const left = [...leftBook].find((rule) => rule === code) ?? ruleOf.book;
  return steps
    .filter(({ ok }) => ok === false)
    .map(({ key }) =>
      adviceFor(key === 'book' ? left : (channel === 'sms' && ruleOfNumber[key]) || ruleOf[key]),
    );
}
