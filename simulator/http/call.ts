import type { IncomingMessage } from 'node:http';
import { readDate } from '../engine/dates';
import { invalidParameter } from '../engine/failure';
import type { Settings } from '../engine/settings';
import type { Page, Route } from './route';
import { parameterNames } from './router';

const smallestInt = -2_147_483_648;
const largestInt = 2_147_483_647;
const usualPage = 1000;

/** Reads the parts of an address by name, as the kind the handler wants, and refuses what does not fit. */
export class Parameters {
  readonly #values: Map<string, string>;
  readonly #query: URLSearchParams;

  constructor(route: Route, values: string[], query: URLSearchParams) {
    this.#values = new Map(parameterNames(route.path).map((name, i) => [name, values[i] ?? '']));
    this.#query = query;
  }

  text(name: string): string {
    return this.#values.get(name) ?? '';
  }

  int(name: string): number {
    return readInt(name, this.text(name));
  }

  date(name: string): number {
    const time = readDate(this.text(name));
    if (time === undefined) throw invalidParameter(`${name} is not a valid date.`);
    return time;
  }

  query(name: string): string | undefined {
    return this.queries(name)[0];
  }

  queries(name: string): string[] {
    const wanted = name.toLowerCase();
    const found: string[] = [];
    for (const [key, value] of this.#query) if (key.toLowerCase() === wanted) found.push(value);
    return found;
  }

  page(
    { maxSelect: largest, defaultSelect }: Pick<Route, 'maxSelect' | 'defaultSelect'>,
    { selectOverLimit, largePages, templatePages }: Settings,
  ): Page {
    if (largest === undefined) return { select: usualPage, skip: 0 };
    const maxSelect = templatePages === '500' ? (defaultSelect ?? largest) : largest;
    const byItself = defaultSelect ?? (largePages ? maxSelect : Math.min(maxSelect, usualPage));
    const given = this.#number('select', byItself);
    const select = selectOverLimit === 'cut' ? Math.min(given, maxSelect) : given;
    const skip = this.#number('skip', 0);
    if (select < 1 || select > maxSelect)
      throw invalidParameter(`select must be between 1 and ${maxSelect}.`);
    if (skip < 0) throw invalidParameter('skip must not be negative.');
    return { select, skip };
  }

  #number(name: string, fallback: number): number {
    const given = this.query(name);
    return given === undefined || given === '' ? fallback : readInt(name, given);
  }
}

function readInt(name: string, text: string): number {
  const value = /^[+-]?\d{1,11}$/.test(text.trim()) ? Number(text) : NaN;
  if (!(value >= smallestInt && value <= largestInt))
    throw invalidParameter(`${name} is not a valid number.`);
  return value;
}

export function readQuery(url: string): URLSearchParams {
  const mark = url.indexOf('?');
  return new URLSearchParams(mark === -1 ? '' : url.slice(mark + 1));
}

/** A flag of the query: the words the vendor's framework takes. */
export const isTrue = (text: string | undefined): boolean => /^(true|1)$/i.test(text ?? '');

export const pathOf = (request: IncomingMessage): string => (request.url ?? '/').replace(/\?.*$/s, '');
