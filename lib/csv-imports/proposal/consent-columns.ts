import { headingSense, type HeadingSense } from '../opt-outs/heading-sense';
import {
  type ConsentMeaning,
  isBlankAnswer,
  isPlainState,
  stateMeaning,
  yesOrNo,
} from '../opt-outs/word-meaning';
import type { ColumnFacts } from '../profile/column-facts';
import type { CsvAnswers, CsvQuestion, CsvReader } from '../proposal-schemas';
import { isNoDate } from '@/lib/crm';
import type { ConsentChannel } from '@/lib/crm/schemas';
import { notToBeReached } from '../values/consent-words';
import { isDay } from '../values/read-consent';

type ConsentReader = Extract<CsvReader, { read: 'consent' }>;

/** A column that speaks of consent: how it is read as far as its answers are plain, and what has to be asked. */
export type ConsentColumn = {
  reader: ConsentReader;
  questions: CsvQuestion[];
  /** By what it was recognised. */
  why: 'name' | 'values';
};

const MOST_ASKED = 12;

const meaningOf: Record<string, ConsentMeaning> = {
  opted_out: 'withdrawn',
  agreed: 'given',
  nothing: 'unknown',
};

/** What yes and no, a day, and any answer of its own making mean where the heading tells. */
const plainSenses: Record<
  'opt-out' | 'opt-in',
  { yes: ConsentMeaning; no: ConsentMeaning; day: ConsentMeaning }
> = {
  'opt-out': { yes: 'withdrawn', no: 'unknown', day: 'withdrawn' },
  'opt-in': { yes: 'given', no: 'withdrawn', day: 'given' },
};

export type SpokenColumn = { index: number; heading: string; facts: ColumnFacts; channel: ConsentChannel };

/**
 * How a column speaks of the consent of a channel, by its heading and all its answers; null where it doesn't. `chosen`: a person put it into
 * that consent, so it speaks of it whatever it looks like.
 */
export function readConsentColumn(
  column: SpokenColumn,
  answers: CsvAnswers,
  chosen: boolean,
  told?: 'opt-out' | 'opt-in',
): ConsentColumn | null {
  const { heading, facts, index, channel } = column;
  const named: HeadingSense | null = told
    ? { sense: told, moment: false, status: false }
    : headingSense(heading, channel);
  const words = Object.keys(facts.words ?? {});
  const states = new Map(words.map((word) => [word, stateMeaning(word)]));
  const tellsStates = [...states.values()].some((meaning) => meaning === 'withdrawn' || meaning === 'given');
  if (!chosen && !looksLikeConsent(named, facts, words, states)) return null;
  const asked = answers[`opt_out_sense:${index}`];
  const sense = senseOf(named, asked, tellsStates, chosen && facts.words === null);
  const means: Record<string, ConsentMeaning> = {};
  const unclear: string[] = [];
  let dated = false;
  for (const word of words) {
    const meaning = wordMeaning(
      word,
      states.get(word) ?? null,
      sense,
      answers[`opt_out_word:${index}:${word}`],
    );
    if (meaning === 'day') dated = true;
    else if (meaning === null) unclear.push(word);
    else if (meaning !== 'blank') means[word] = meaning;
  }
  const day = dated || facts.words === null ? (sense?.day ?? null) : null;
  const many = facts.words === null && facts.days.count < facts.filled * 0.9;
  const questions = [
    ...(needsSense(words, states, sense, many) || asked !== undefined
      ? [senseQuestion(column, words, asked)]
      : []),
    ...(sense ? wordQuestions(column, unclear) : []),
  ];
  const other = many || unclear.length > MOST_ASKED ? (meaningOf[asked ?? ''] ?? null) : null;
  return {
    reader: { read: 'consent', channel, means, other, day },
    questions,
    why: named ? 'name' : 'values',
  };
}

type States = ReadonlyMap<string, ConsentMeaning | null>;
type Sense = { yes: ConsentMeaning; no: ConsentMeaning; day: ConsentMeaning } | null;

function looksLikeConsent(
  named: HeadingSense | null,
  facts: ColumnFacts,
  words: readonly string[],
  states: States,
): boolean {
  if (named?.sense === 'opt-out') return true;
  const known = words.filter((word) => states.get(word) !== null);
  const isSpoken = (word: string): boolean => !isBlankAnswer(word);
  const plain = words.filter((word) => states.get(word) !== null && isPlainState(word));
  const withdrawn = plain.some((word) => states.get(word) === 'withdrawn');
  const binary =
    words.length > 0 &&
    words.every((word) => yesOrNo(word) !== null || states.get(word) !== null || isBlankAnswer(word));
  if (named?.sense === 'status') return plain.length > 0;
  if (named?.sense === 'unclear') return named.vague ? binary : facts.filled > 0;
  if (named?.sense === 'opt-in')
    return (
      !named.moment &&
      (facts.filled === 0 || binary || known.some(isSpoken) || (named.status && words.length > 0))
    );
  // A heading that tells nothing, over states of subscriptions and little else.
  return withdrawn && known.length >= words.length * 0.5 && words.length <= 12;
}

function senseOf(
  named: HeadingSense | null,
  asked: string | undefined,
  states: boolean,
  free: boolean,
): Sense {
  if (asked === 'yes_is_opted_out') return plainSenses['opt-out'];
  if (asked === 'yes_is_agreed') return plainSenses['opt-in'];
  if (named?.sense === 'opt-out' || named?.sense === 'opt-in') return plainSenses[named.sense];
  if (asked && meaningOf[asked]) return { yes: meaningOf[asked], no: 'unknown', day: meaningOf[asked] };
  return states || free ? { yes: 'unknown', no: 'unknown', day: 'unknown' } : null;
}

function wordMeaning(
  word: string,
  state: ConsentMeaning | null,
  sense: Sense,
  answer: string | undefined,
): ConsentMeaning | 'day' | 'blank' | null {
  const told = answer === undefined ? undefined : meaningOf[answer];
  if (told) return told;
  const yes = yesOrNo(word);
  if (yes !== null) return sense ? (yes ? sense.yes : sense.no) : null;
  if (state !== null) return state;
  if (isBlankAnswer(word) || isNoDate(word)) return 'blank';
  return isDay(word) ? 'day' : null;
}

/** Yes and no below a heading that doesn't say to what, or more answers than can be gone through. */
function needsSense(words: readonly string[], states: States, sense: Sense, many: boolean): boolean {
  if (many) return true;
  return (
    words.some((word) => yesOrNo(word) !== null && states.get(word) === null) &&
    (sense === null || sense.yes === 'unknown')
  );
}

function senseQuestion(
  { index, heading, facts }: SpokenColumn,
  words: readonly string[],
  answer: string | undefined,
): CsvQuestion {
  const samples = facts.samples.slice(0, 3).map((sample) => sample.slice(0, 60));
  const binary = words.some((word) => yesOrNo(word) !== null);
  const choice = (value: string, label: string, examples: string[]) => ({ value, label, examples });
  const read = (yes: string, no: string): string[] =>
    words.slice(0, 4).map((word) => `${word}: ${yesOrNo(word) === true ? yes : no}`);
  return {
    id: `opt_out_sense:${index}`,
    code: 'opt_out_sense',
    column: index,
    text: binary
      ? `Does “yes” in “${heading}” mean that the person opted out, or agreed?`
      : `“${heading}” looks as if it said who opted out. What does an answer in it mean?`,
    choices: binary
      ? [
          choice('yes_is_opted_out', 'Yes means opted out', read('opted out', 'nothing')),
          choice('yes_is_agreed', 'Yes means agreed', read('agreed', 'opted out')),
          choice('nothing', 'It says nothing of consent', []),
        ]
      : [
          choice('opted_out', 'Whoever has something in it opted out', samples),
          choice('agreed', 'Whoever has something in it agreed', samples),
          choice('nothing', 'It says nothing of consent', []),
        ],
    answer: answer ?? null,
  };
}

function wordQuestions({ index, heading, channel }: SpokenColumn, unclear: readonly string[]): CsvQuestion[] {
  return unclear.slice(0, MOST_ASKED).map((word) => ({
    id: `opt_out_word:${index}:${word}`,
    code: 'opt_out_word',
    column: index,
    text: `What does “${word}” in “${heading}” say?`,
    choices: [
      { value: 'opted_out', label: notToBeReached(channel), examples: [word] },
      { value: 'agreed', label: 'Agreed', examples: [word] },
      { value: 'nothing', label: 'Nothing', examples: [word] },
    ],
    answer: null,
  }));
}
