import type { z } from 'zod';
import { DotdigitalError } from './errors';
import type { Transport } from './request';
import { whyNot } from './wire-values';

export type RefusedRow = { raw: unknown; reason: string };

export type Page<T> = {
  rows: T[];
  /** Rows that don't fit what we know of them: set aside with the reason, never the end of a page. */
  refused: RefusedRow[];
  skip: number;
  /** Where to go on; null on the last page, which is always an empty one. */
  nextSkip: number | null;
  /** Dotdigital's own clock at this answer; null when it didn't say. */
  serverDate: Date | null;
};

export type PageOptions = {
  /** Start here instead of at 0. */
  skip?: number;
  /** Step back this many rows at each page border: rows that come and go meanwhile are then not missed. Callers drop what they saw. */
  overlap?: number;
  pageSize?: number;
};

/** Reads until a page is empty: a short page isn't promised to be the last (dotdigital-api.md 1.5). */
export async function* readPages<Schema extends z.ZodType>(
  transport: Transport,
  path: string,
  schema: Schema,
  {
    skip = 0,
    overlap = 0,
    pageSize = 1000,
    query = {},
    orOne = false,
  }: PageOptions & {
    query?: Record<string, string>;
    /** The vendor's description has one object where a list is meant: that is the whole list. */
    orOne?: boolean;
  },
): AsyncGenerator<Page<z.output<Schema>>> {
  let at = skip;
  let previous = '';
  for (;;) {
    const search = new URLSearchParams({ ...query, select: String(pageSize), skip: String(at) });
    const { body, serverDate } = await transport.send({
      method: 'GET',
      path: `${path}?${search}`,
      tier: 'lowCallRate',
    });
    if (orOne && typeof body === 'object' && body !== null && !Array.isArray(body)) {
      yield { ...sortOut(schema, [body]), skip: at, nextSkip: null, serverDate };
      return;
    }
    if (!Array.isArray(body)) throw notRows(path, body);
    const count = body.length;
    const fingerprint = count === 0 ? '' : JSON.stringify([count, body[0], body[count - 1]]);
    if (count > overlap && fingerprint === previous) {
      throw new DotdigitalError('invalid_answer', `GET ${path}`, {
        acted: 'no',
        detail: 'the same page came twice',
      });
    }
    previous = fingerprint;
    const nextSkip = count === 0 ? null : at + (count > overlap ? count - overlap : count);
    yield { ...sortOut(schema, body), skip: at, nextSkip, serverDate };
    if (nextSkip === null) return;
    at = nextSkip;
  }
}

/** Each row alone: one that doesn't fit is set aside. */
export function sortOut<Schema extends z.ZodType>(
  schema: Schema,
  body: readonly unknown[],
): { rows: z.output<Schema>[]; refused: RefusedRow[] } {
  const rows: z.output<Schema>[] = [];
  const refused: RefusedRow[] = [];
  for (const raw of body) {
    const read = schema.safeParse(raw);
    if (read.success) rows.push(read.data);
    else refused.push({ raw, reason: whyNot(read.error) });
  }
  return { rows, refused };
}

/** One object, where a call answers one. `acted`: what it means when a write's answer can't be read. */
export function readOne<Schema extends z.ZodType>(
  what: string,
  schema: Schema,
  body: unknown,
  acted: 'no' | 'yes' = 'no',
): z.output<Schema> {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  throw new DotdigitalError('invalid_answer', what, { acted, detail: `the answer’s ${whyNot(read.error)}` });
}

export const notRows = (what: string, body: unknown): DotdigitalError =>
  new DotdigitalError('invalid_answer', `GET ${what}`, {
    acted: 'no',
    detail: `a list was expected, ${body === null ? 'null' : Array.isArray(body) ? 'a list' : typeof body} came`,
  });
