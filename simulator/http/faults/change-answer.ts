import { gzipSync } from 'node:zlib';
import { numberArg, textArg } from './effects';
import { listIn } from './list-in';
import type { Strikes } from './strikes';

/** An answer as it goes on the wire. */
export interface WireAnswer {
  status: number;
  headers: Record<string, string>;
  content: Buffer;
  /** Leaves the Date header out. */
  dateless?: boolean;
}

type Change = (answer: WireAnswer, args: Record<string, unknown>) => WireAnswer;

const withText =
  (change: (text: string, args: Record<string, unknown>) => string): Change =>
  (answer, args) => ({
    ...answer,
    content: Buffer.from(change(answer.content.toString('utf8'), args)),
  });
const asJson =
  (text: string): Change =>
  (answer) => ({ ...answer, status: 200, content: Buffer.from(text) });

/** The call was done; its answer arrives changed. */
const changes: Record<string, Change> = {
  'torn-json': withText((text, args) =>
    text.slice(0, Math.max(1, Math.floor(text.length * numberArg(args, 'share', 0.5)))),
  ),
  'empty-body': (answer) => ({ ...answer, content: Buffer.alloc(0) }),
  'null-body': asJson('null'),
  'object-for-array': asJson('{}'),
  bom: (answer) => ({ ...answer, content: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), answer.content]) }),
  'latin-1': (answer) => ({ ...answer, content: Buffer.from(answer.content.toString('utf8'), 'latin1') }),
  'wrong-content-type': (answer, args) => ({
    ...answer,
    headers: { ...answer.headers, 'Content-Type': textArg(args, 'type', 'text/html') },
  }),
  'gzip-bomb': (answer, args) => ({
    ...answer,
    headers: { ...answer.headers, 'Content-Encoding': 'gzip' },
    content: makeBomb(numberArg(args, 'bytes', 10_000_000_000)),
  }),
  'gzip-cut': (answer) => {
    const packed = gzipSync(answer.content);
    return {
      ...answer,
      headers: { ...answer.headers, 'Content-Encoding': 'gzip' },
      content: packed.subarray(0, Math.floor(packed.length / 2)),
    };
  },
  'wrong-encoding': (answer) => ({ ...answer, headers: { ...answer.headers, 'Content-Encoding': 'gzip' } }),
  'server-error-after': (answer, args) => ({
    ...answer,
    status: numberArg(args, 'status', 500),
    content: Buffer.from(JSON.stringify({ message: 'Error: ERROR_UNKNOWN' })),
  }),
  'odd-values': (answer, args) =>
    /json/.test(answer.headers['Content-Type'] ?? '') ? withOddValues(answer, args) : answer,
  'no-date-header': (answer) => ({ ...answer, dateless: true }),
};

const withOddValues = withText((text, args) =>
  JSON.stringify(plantOddValues(JSON.parse(text) as unknown, args)),
);

const bombPart = 100_000_000;

/** Blanks without end: gzip streams may follow each other, so one part is packed and repeated. */
function makeBomb(bytes: number): Buffer {
  const part = gzipSync(Buffer.alloc(Math.min(bytes, bombPart), 0x20), { level: 9 });
  return Buffer.concat(Array.from({ length: Math.ceil(bytes / bombPart) }, () => part));
}

export const answerKinds = Object.keys(changes);

export function changeAnswer(answer: WireAnswer, strikes: Strikes): WireAnswer {
  let changed = answer;
  for (const injection of strikes.all(answerKinds)) {
    const next = changes[injection.kind]?.(changed, injection.args) ?? changed;
    if (isSameAnswer(changed, next)) continue;
    strikes.hit(injection);
    changed = next;
  }
  return changed;
}

export const isSameAnswer = (one: WireAnswer, other: WireAnswer): boolean =>
  one.status === other.status &&
  one.dateless === other.dateless &&
  JSON.stringify(one.headers) === JSON.stringify(other.headers) &&
  one.content.equals(other.content);

/** Sets `set`'s keys, drops those of `drop`, in one row (`row`, default the first) or in the answer itself. */
function plantOddValues(body: unknown, args: Record<string, unknown>): unknown {
  const set = args.set && typeof args.set === 'object' ? args.set : {};
  const drop = Array.isArray(args.drop) ? args.drop.map(String) : [];
  const change = (row: unknown): unknown =>
    row && typeof row === 'object'
      ? Object.fromEntries(Object.entries({ ...row, ...set }).filter(([key]) => !drop.includes(key)))
      : row;
  const list = listIn(body);
  if (!list) return change(body);
  const only = numberArg(args, 'row', 0);
  return list.withRows(list.rows.map((row, i) => (i === only || args.row === 'all' ? change(row) : row)));
}
