import { HttpProblem } from './http-problem';

export const longestRow = 1_000_000;

/** Cuts a stream of text into the JSON texts of its rows. What stays at the end is a row that was cut off, or nothing. */
export interface RowSplitter {
  push(text: string): string[];
  /** Why what follows the rows that were given can't be read; null while it can. Nothing is pushed after it. */
  readonly fault: ((taken: number) => HttpProblem) | null;
  /** The last row, where the text may end without a sign of it. Throws for a body that was cut off. */
  end(taken: number): string[];
}

const tornAfter = (taken: number): HttpProblem =>
  new HttpProblem(
    400,
    'torn_body',
    `The body breaks off in the middle of row ${taken + 1}. Rows up to ${taken} were taken; send the rest again from row ${taken + 1}.`,
    {
      errors: [{ path: String(taken + 1), message: 'Cut off.' }],
    },
  );

const tooLong = (taken: number): HttpProblem => {
  const message = `A row may have ${longestRow.toLocaleString('en')} characters at most.`;
  return new HttpProblem(413, 'too_large', `Row ${taken + 1} is too long: ${message} ${takenUpTo(taken)}`, {
    errors: [{ path: String(taken + 1), message }],
  });
};

const takenUpTo = (taken: number): string =>
  taken === 0
    ? 'No row was taken.'
    : `Rows up to ${taken} were taken; send the rest again from row ${taken + 1}.`;

/** One JSON text per line; blank lines are none. */
export class LineSplitter implements RowSplitter {
  #rest = '';
  fault: RowSplitter['fault'] = null;

  push(text: string): string[] {
    const lines = (this.#rest + text).split('\n');
    const last = lines.pop() ?? '';
    const long = lines.findIndex((line) => line.length > longestRow);
    const whole = long === -1 ? lines : lines.slice(0, long);
    if (long !== -1 || last.length > longestRow) this.fault = tooLong;
    this.#rest = this.fault ? '' : last;
    return whole.filter((line) => line.trim() !== '');
  }

  end(taken: number): string[] {
    const last = this.#rest.trim();
    if (last === '') return [];
    try {
      JSON.parse(last);
    } catch {
      throw tornAfter(taken);
    }
    return [last];
  }
}

/** The elements of one JSON array, however long. */
export class ArraySplitter implements RowSplitter {
  #place: 'before' | 'inside' | 'behind' = 'before';
  #element = '';
  #depth = 0;
  #inText = false;
  #escaped = false;
  #afterComma = false;
  fault: RowSplitter['fault'] = null;

  push(text: string): string[] {
    const found: string[] = [];
    let start = 0;
    for (let at = 0; at < text.length && !this.fault; at += 1) {
      const sign = text.charCodeAt(at);
      if (this.#place !== 'inside') {
        this.#outside(sign);
        start = at + 1;
      } else if (this.#inText) {
        this.#text(sign);
      } else if (sign === 0x22) {
        this.#inText = true;
      } else if (sign === 0x7b || sign === 0x5b) {
        this.#depth += 1;
      } else if (this.#depth > 0) {
        if (sign === 0x7d || sign === 0x5d) this.#depth -= 1;
      } else if (sign === 0x2c || sign === 0x5d) {
        this.#take(this.#element + text.slice(start, at), sign === 0x5d, found);
        start = at + 1;
      }
    }
    if (this.fault) return found;
    if (this.#place === 'inside') this.#element += text.slice(start);
    if (this.#element.length > longestRow) this.fault = tooLong;
    return found;
  }

  end(taken: number): string[] {
    if (this.#place === 'before') throw notAnArray(taken);
    if (this.#place === 'inside') throw tornAfter(taken);
    return [];
  }

  #outside(sign: number): void {
    if (sign === 0x20 || sign === 0x0a || sign === 0x0d || sign === 0x09) return;
    if (this.#place === 'behind' || sign !== 0x5b) this.fault = notAnArray;
    else this.#place = 'inside';
  }

  #text(sign: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (sign === 0x5c) this.#escaped = true;
    else if (sign === 0x22) this.#inText = false;
  }

  #take(element: string, isLast: boolean, found: string[]): void {
    const isEmpty = element.trim() === '';
    if (element.length > longestRow) this.fault = tooLong;
    else if (isEmpty && (!isLast || this.#afterComma)) this.fault = notAnArray;
    if (this.fault) return;
    if (!isEmpty) found.push(element);
    this.#element = '';
    this.#afterComma = !isLast;
    if (isLast) this.#place = 'behind';
  }
}

const notAnArray = (taken: number): HttpProblem => {
  const message = 'Send one JSON array of rows, or one row a line with Content-Type application/x-ndjson.';
  return new HttpProblem(400, 'invalid_input', taken === 0 ? message : `${message} ${takenUpTo(taken)}`, {
    errors: [{ path: taken === 0 ? '' : String(taken + 1), message }],
  });
};
