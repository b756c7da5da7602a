import { cleanAddress, holdsSeveral, likelySlip } from '../values/clean-address';
import { consentWord } from '../values/read-consent';
import { ColumnFacts } from './column-facts';
import { noteDay } from './day-evidence';
import { noteNumber } from './number-evidence';

const SAMPLES = 40;
const SAMPLE_LENGTH = 80;
const WORDS = 60;
/** An answer may stand there in capitals, in small letters and in both. */
const SPELLINGS = 2 * WORDS;
const EXAMPLES = 3;
const LONGEST_VALUE = 60;
const LONGEST_ADDRESS = 254;

const begin = (text: string, length: number): string => text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
const digit = /\d/;

type Repeated = { times: number };

/**
 * Gathers the facts of one column cell by cell, in bounded memory. As long as a column repeats a few texts they are only counted,
 * and looked at once.
 */
export class ColumnProfile {
  readonly facts: ColumnFacts = ColumnFacts.parse({});
  #repeated: Map<string, Repeated> | null = new Map();

  add(cell: string): void {
    const trimmed = cell.trim();
    if (trimmed === '') return;
    // Facts are kept as JSON, where PostgreSQL takes neither NUL nor half a sign.
    const text = trimmed.includes('\0') ? trimmed.replaceAll('\0', '\u2400') : trimmed;
    this.facts.filled += 1;
    const repeated = this.#repeated;
    if (repeated === null) {
      this.#look(text, 1);
      return;
    }
    const key = text.length > LONGEST_ADDRESS ? begin(text, LONGEST_ADDRESS) : text;
    const known = repeated.get(key);
    if (known) {
      known.times += 1;
      return;
    }
    repeated.set(key, { times: 1 });
    if (repeated.size <= SPELLINGS) return;
    this.#lookAtRepeated(repeated);
    this.#repeated = null;
  }

  end(): ColumnFacts {
    if (this.#repeated) this.#lookAtRepeated(this.#repeated);
    this.facts.words = this.#repeated && wordsOf(this.#repeated);
    return this.facts;
  }

  #lookAtRepeated(repeated: ReadonlyMap<string, Repeated>): void {
    for (const [text, { times }] of repeated) this.#look(text, times);
  }

  #look(text: string, times: number): void {
    const { facts } = this;
    if (facts.samples.length < SAMPLES) this.#sample(text);
    if (text.length > LONGEST_ADDRESS) return;
    if (text.includes('@')) this.#address(text, times);
    else if (text.length <= LONGEST_VALUE && digit.test(text)) {
      noteDay(facts.days, text, times);
      noteNumber(facts.numbers, text, times);
    }
  }

  #sample(text: string): void {
    const sample = begin(text, SAMPLE_LENGTH);
    if (!this.facts.samples.includes(sample)) this.facts.samples.push(sample);
  }

  #address(text: string, times: number): void {
    const { addresses } = this.facts;
    const { address, cleaned } = cleanAddress(text);
    if (address === null) {
      if (holdsSeveral(text)) addresses.count += times;
      return;
    }
    addresses.count += times;
    if (cleaned) {
      addresses.cleaned += times;
      if (addresses.examples.length < EXAMPLES) addresses.examples.push(text);
    }
    if (addresses.slips.length >= EXAMPLES) return;
    const slip = likelySlip(address);
    if (slip) addresses.slips.push(`${address} → ${slip}`);
  }
}

/** Each answer in small letters with how often it stands there; null where they are more than a handful. */
function wordsOf(repeated: ReadonlyMap<string, Repeated>): Record<string, number> | null {
  const words = new Map<string, number>();
  for (const [text, { times }] of repeated) {
    const word = consentWord(text);
    words.set(word, (words.get(word) ?? 0) + times);
  }
  return words.size > WORDS ? null : Object.fromEntries(words);
}
