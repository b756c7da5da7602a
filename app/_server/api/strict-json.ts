import { HttpProblem } from './http-problem';

const deepest = 40;
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * JSON as everybody would read it: a key twice in one object, a key that means a prototype, U+0000 and nesting beyond
 * any use are refused by name, where JSON.parse would take them. Throws an `invalid_input` problem.
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

/** Looks at brackets and strings alone; whether it is JSON at all is left to the parser. */
function scan(text: string): void {
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === 0x7b || sign === 0x5b) {
      open.push(sign === 0x7b ? new Set() : null);
      if (open.length > deepest) throw refused(`Nested more than ${deepest} deep.`);
    } else if (sign === 0x7d || sign === 0x5d) {
      open.pop();
    } else if (sign === 0x22) {
      const end = endOfString(text, at);
      checkString(text, at, end, open.at(-1));
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

function checkString(text: string, start: number, end: number, keys: Set<string> | null | undefined): void {
  const raw = text.slice(start + 1, end);
  if (raw.includes('\\u0000')) {
    const name = cut(raw);
    if (decode(raw).includes('\0'))
      throw refused(`“${name}” contains a NUL character, which can’t be stored.`);
  }
  if (!keys) return;
  let next = end + 1;
  while (next < text.length && text.charCodeAt(next) <= 0x20) next += 1;
  if (text.charCodeAt(next) !== 0x3a) return;
  const key = raw.includes('\\') ? decode(raw) : raw;
  if (forbiddenKeys.has(key)) throw refused(`The key “${key}” is not taken.`, key);
  if (keys.has(key)) throw refused(`The key “${cut(key)}” stands twice in one object.`, key);
  keys.add(key);
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
