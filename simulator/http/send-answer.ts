import type { ServerResponse } from 'node:http';
import type { WireAnswer } from './faults/change-answer';
import type { Settings } from '../engine/settings';
import type { Answer } from './route';

type Fraction = Settings['dateFraction'];

export function writeAnswer(
  { status, body, headers, raw }: Answer,
  fraction: Fraction = 'as-needed',
): WireAnswer {
  if (raw)
    return {
      status,
      headers: { ...headers, 'Content-Type': raw.type },
      content: typeof raw.content === 'string' ? Buffer.from(raw.content) : raw.content,
    };
  if (body === undefined) return { status, headers: { ...headers }, content: Buffer.alloc(0) };
  return {
    status,
    headers: { ...headers, 'Content-Type': 'application/json; charset=utf-8' },
    content: Buffer.from(writeDates(JSON.stringify(body), fraction)),
  };
}

const datePattern = /"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{3}))?Z"/g;
const digits = { none: 0, three: 3, seven: 7 } as const;

/** Dates with as many digits of a second as the switch says. */
function writeDates(json: string, fraction: Fraction): string {
  if (fraction === 'as-needed') return json;
  const count = digits[fraction];
  return json.replace(
    datePattern,
    (_, seconds: string, thousandths = '000') =>
      `"${seconds}${count === 0 ? '' : `.${String(thousandths).padEnd(count, '0')}`}Z"`,
  );
}

let dateSecond = 0;
let dateText = '';

/** The Date header tells the sandbox's time, not the machine's. */
export function sendAnswer(
  response: ServerResponse,
  { status, headers, content, dateless }: WireAnswer,
  now: number,
): void {
  if (response.destroyed) return;
  const second = Math.floor(now / 1000);
  if (second !== dateSecond) {
    dateSecond = second;
    dateText = new Date(now).toUTCString();
  }
  response.sendDate = false;
  const length = status === 204 ? {} : { 'Content-Length': content.length };
  response.writeHead(status, { ...headers, ...length, ...(dateless ? {} : { Date: dateText }) });
  response.end(status === 204 ? undefined : content);
}
