const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const colon = 0x3a;
const comma = 0x2c;

/**
 * Reads `{ "fileName": …, "data": "<base64>" }` as it arrives: the file's bytes are handed on at once, the rest of the
 * JSON is kept with an empty text in the place of the data. Keys count in any case.
 */
export class Base64FileReader {
  readonly #take: (bytes: Buffer) => void;
  readonly #rest: Buffer[] = [];
  #depth = 0;
  #inText = false;
  #escaped = false;
  #inData = false;
  #text: number[] = [];
  #lastText = '';
  #key = '';
  #carry = '';
  #cutEscape = '';

  constructor(take: (bytes: Buffer) => void) {
    this.#take = take;
  }

  /** The JSON without the data. */
  get rest(): Buffer {
    return Buffer.concat(this.#rest);
  }

  push(chunk: Buffer): void {
    let from = 0;
    for (let i = 0; i < chunk.length; i++) {
      if (this.#inData) {
        const end = chunk.indexOf(quote, i);
        this.#decode(chunk.subarray(i, end === -1 ? chunk.length : end));
        from = end === -1 ? chunk.length : end;
        if (end === -1) break;
        i = end;
        this.#inData = false;
        this.#decodeRest();
      } else if (this.#read(chunk[i] ?? 0)) {
        this.#rest.push(chunk.subarray(from, i + 1));
        from = i + 1;
        this.#inData = true;
      }
    }
    if (from < chunk.length) this.#rest.push(chunk.subarray(from));
  }

  /** One byte outside of the data; tells whether the data begins after it. */
  #read(byte: number): boolean {
    if (this.#inText) {
      if (this.#escaped) this.#escaped = false;
      else if (byte === backslash) this.#escaped = true;
      else if (byte === quote) {
        this.#inText = false;
        this.#lastText = Buffer.from(this.#text).toString('utf8');
      } else if (this.#text.length < 16) this.#text.push(byte);
      return false;
    }
    if (byte === quote) {
      if (this.#depth === 1 && this.#key === 'data') {
        this.#key = '';
        return true;
      }
      this.#inText = true;
      this.#text = [];
    } else if (byte === openBrace || byte === openBracket) this.#depth += 1;
    else if (byte === closeBrace || byte === closeBracket) this.#depth -= 1;
    else if (byte === colon && this.#depth === 1) this.#key = this.#lastText.toLowerCase();
    else if (byte === comma) this.#key = '';
    return false;
  }

  #decode(bytes: Buffer): void {
    const text = this.#carry + this.#unescape(bytes.toString('latin1'));
    const whole = text.length - (text.length % 4);
    this.#carry = text.slice(whole);
    if (whole > 0) this.#take(Buffer.from(text.slice(0, whole), 'base64'));
  }

  // Writers of JSON escape the slash of base64 as \/ or its plus as \u002B, and some wrap their lines with \r\n.
  #unescape(part: string): string {
    const text = this.#cutEscape + part;
    this.#cutEscape = '';
    if (!/[\\\s]/.test(text)) return text;
    const cut = /\\(?:u[\da-f]{0,3})?$/i.exec(text);
    if (cut) this.#cutEscape = cut[0];
    return text
      .slice(0, cut?.index)
      .replace(/\\u([\da-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
      .replace(/\\[rntbf]|\\|\s/g, '');
  }

  #decodeRest(): void {
    if (this.#carry !== '') this.#take(Buffer.from(this.#carry, 'base64'));
    this.#carry = '';
  }
}
