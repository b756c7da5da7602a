import { cleanAddress, likelySlip } from '../values/clean-address';
import { consentWord } from '../values/read-consent';
import { ColumnFacts } from './column-facts';
import { noteDay } from './day-evidence';
import { noteNumber } from './number-evidence';

const SAMPLES = 40;
const SAMPLE_LENGTH = 80;
const WORDS = 60;
const EXAMPLES = 3;
const LONGEST_VALUE = 60;

const begin = (text: string, length: number): string => text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');

/** Gathers the facts of one column cell by cell, in bounded memory. */
export class ColumnProfile {
  readonly facts: ColumnFacts = ColumnFacts.parse({});
  #words: Map<string, number> | null = new Map();
  /** Columns repeat themselves: what stood in the cell above has been looked at. */
  #last = '';
  #lastIsDay = false;

  add(cell: string): void {
    const trimmed = cell.trim();
    if (trimmed === '') return;
    // Facts are kept as JSON, where PostgreSQL takes neither NUL nor half a sign.
    const text = trimmed.includes('\0') ? trimmed.replaceAll('\0', '\u2400') : trimmed;
    const { facts } = this;
    facts.filled += 1;
    if (facts.samples.length < SAMPLES) this.#sample(text);
    if (this.#words) this.#word(text);
    if (text.length > 254) return;
    if (text === this.#last) {
      if (this.#lastIsDay) facts.days.count += 1;
      return;
    }
    this.#last = text;
    this.#lastIsDay = false;
    if (text.includes('@')) this.#address(text);
    else if (text.length <= LONGEST_VALUE && /\d/.test(text)) {
      this.#lastIsDay = noteDay(facts.days, text);
      noteNumber(facts.numbers, text);
    }
  }

  end(): ColumnFacts {
    this.facts.words = this.#words ? Object.fromEntries(this.#words) : null;
    return this.facts;
  }

  #sample(text: string): void {
    const sample = begin(text, SAMPLE_LENGTH);
    if (!this.facts.samples.includes(sample)) this.facts.samples.push(sample);
  }

  #word(text: string): void {
    const word = consentWord(text);
    this.#words?.set(word, (this.#words.get(word) ?? 0) + 1);
    if (this.#words && this.#words.size > WORDS) this.#words = null;
  }

  #address(text: string): void {
    const { addresses } = this.facts;
    const { address, cleaned } = cleanAddress(text);
    if (address === null) return;
    addresses.count += 1;
    if (cleaned) {
      addresses.cleaned += 1;
      if (addresses.examples.length < EXAMPLES) addresses.examples.push(text);
    }
    const slip = likelySlip(address);
    if (slip && addresses.slips.length < EXAMPLES) addresses.slips.push(`${address} → ${slip}`);
  }
}
