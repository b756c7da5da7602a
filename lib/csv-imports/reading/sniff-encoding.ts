import { isAscii } from 'node:buffer';
import chardet from 'chardet';

import { type CsvFormat, csvEncodings } from '../csv-import-schemas';

type Encoding = CsvFormat['encoding'];

const SAMPLE_BYTES = 64_000;

/** What the whole file tells of its encoding, gathered while it streams by. */
export class EncodingEvidence {
  readonly #decoder = new TextDecoder('utf-8');
  #wide = 0;
  #foreign = 0;
  #sample: Uint8Array[] = [];
  #sampled = 0;
  #plain = true;

  push(piece: Uint8Array): void {
    if (this.#plain && isAscii(piece)) return;
    this.#plain = false;
    this.#note(this.#decoder.decode(piece, { stream: true }));
    if (this.#sampled >= SAMPLE_BYTES) return;
    const from = Math.max(0, piece.findIndex((byte) => byte > 0x7f) - 200);
    const part = piece.slice(from, from + SAMPLE_BYTES - this.#sampled);
    this.#sample.push(part);
    this.#sampled += part.length;
  }

  /** By mark or zero bytes, else UTF-8 where most of what isn't plain is: a few foreign bytes are a matter of their rows. */
  decide(head: Uint8Array): { encoding: Encoding; foreign: boolean } {
    if (!this.#plain) this.#note(this.#decoder.decode());
    const marked = encodingByMark(head);
    if (marked && marked !== 'utf-8') return { encoding: marked, foreign: false };
    if (marked || this.#foreign < this.#wide || this.#foreign === 0)
      return { encoding: 'utf-8', foreign: this.#foreign > 0 };
    return { encoding: ofSingleBytes(Buffer.concat(this.#sample)), foreign: false };
  }

  #note(text: string): void {
    for (const sign of text.match(/[^\0-\x7f]+/g) ?? []) {
      const foreign = sign.split('\uFFFD').length - 1;
      this.#foreign += foreign;
      this.#wide += sign.length - foreign;
    }
  }
}

/** By byte order mark, else by the zero bytes of UTF-16. */
export function encodingByMark(head: Uint8Array): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const sample = head.subarray(0, 4_000);
  const zeros = [0, 0];
  sample.forEach((byte, n) => {
    if (byte === 0) zeros[n % 2] = (zeros[n % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (odd > sample.length / 8 && even < odd / 4) return 'utf-16le';
  if (even > sample.length / 8 && odd < even / 4) return 'utf-16be';
  return null;
}

/** What chardet calls by the standard's name, as spreadsheets write it. */
const spreadsheetNames: Record<string, Encoding> = {
  'iso-8859-9': 'windows-1254',
  'iso-8859-7': 'windows-1253',
};
const western = /^(?:iso-8859-1|windows-1252)$/;
/** How much surer than of Western Europe, in chardet's hundredths: names alone give it little to go by. */
const SURER = 5;
/** Fewer wide bytes speak no language. */
const LEAST_WIDE = 20;

/** Words of nothing but wide letters are Cyrillic or Greek: elsewhere wide letters stand one or two between plain ones. */
function isForeignScript(sample: Uint8Array): boolean {
  const runs =
    Buffer.from(sample)
      .toString('latin1')
      .match(/[\x80-\xff]+/g) ?? [];
  const words = runs.filter((run) => run.length >= 2);
  return runs.some((run) => run.length >= 4) && words.length >= 3 && words.length > runs.length / 2;
}

/** Western Europe unless the bytes clearly speak another of the offered encodings. */
function ofSingleBytes(sample: Uint8Array): Encoding {
  const foreign = isForeignScript(sample);
  if (!foreign && sample.filter((byte) => byte > 0x7f).length < LEAST_WIDE) return 'windows-1252';
  const ranked = chardet
    .analyse(sample)
    .map(({ name, confidence }) => ({ name: name.toLowerCase(), confidence }));
  if (foreign) {
    const surest = ranked.find(({ name }) => name === 'windows-1251' || name === 'iso-8859-7');
    return surest?.name === 'iso-8859-7' ? 'windows-1253' : 'windows-1251';
  }
  const usual = ranked.find(({ name }) => western.test(name))?.confidence ?? 0;
  for (const { name, confidence } of ranked) {
    const encoding = spreadsheetNames[name] ?? csvEncodings.find(({ value }) => value === name)?.value;
    if (encoding && confidence > usual + SURER) return encoding;
  }
  return 'windows-1252';
}
