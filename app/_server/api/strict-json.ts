import { textProblem } from '@/lib/text';
import { HttpProblem } from './http-problem';

const deepest = 40;
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * JSON as everybody would read it: a key twice in one object, a key that means a prototype, text that can't be stored and nesting
 * beyond any use are refused by name, where JSON.parse would take them. Throws an `invalid_input` problem.
 */
export function parseStrictJson(text: string): unknown {
  scan(text);
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    throw refused('This is not valid JSON.');
  }
}

/** An object or a list that is not closed yet: the keys it had so far, and the last of them. */
type Open = { keys: Set<string> | null; at: string };

/** What may spell U+0000 or half of a surrogate pair: a decoded body holds neither as it is. */
const suspicious = /\0|\\u(?:0000|d[89a-f])/i;

/** Looks at brackets and strings alone; whether it is JSON at all is left to the parser. */
function scan(text: string): void {
  const open: Open[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === 0x7b || sign === 0x5b) {
      open.push({ keys: sign === 0x7b ? new Set() : null, at: '' });
      if (open.length > deepest) throw refused(`Nested more than ${deepest} deep.`);
    } else if (sign === 0x7d || sign === 0x5d) {
      open.pop();
    } else if (sign === 0x22) {
      const end = endOfString(text, at);
      checkString(text, at, end, open);
      at = end;
    }
  }
}

function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}

function checkString(text: string, start: number, end: number, open: readonly Open[]): void {
  const raw = text.slice(start + 1, end);
  if (suspicious.test(raw)) {
    const problem = textProblem(decode(raw));
    const path = open.flatMap(({ at }) => (at === '' ? [] : [at])).join('.');
    if (problem) throw refused(path === '' ? problem : `${path}: ${problem}`, path);
  }
  const inner = open.at(-1);
  if (!inner?.keys) return;
  const { keys } = inner;
  let next = end + 1;
  while (next < text.length && text.charCodeAt(next) <= 0x20) next += 1;
  if (text.charCodeAt(next) !== 0x3a) return;
  const key = raw.includes('\\') ? decode(raw) : raw;
  if (forbiddenKeys.has(key)) throw refused(`The key “${key}” is not taken.`, key);
  if (keys.has(key)) throw refused(`The key “${cut(key)}” stands twice in one object.`, key);
  keys.add(key);
  inner.at = key;
}

function decode(raw: string): string {
  try {
    const value: unknown = JSON.parse(`"${raw}"`);
    return String(value);
  } catch {
    throw refused('This is not valid JSON.');
  }
}

const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

const refused = (message: string, path = ''): HttpProblem =>
  new HttpProblem(400, 'invalid_input', message, { errors: [{ path: path.slice(0, 60), message }] });
