import { Prisma } from '../db';
import { isoMoment } from './date-text';
import type { DataFieldType } from './schemas';

const { raw, sql } = Prisma;

/** Dotdigital's longest text (dotdigital-api.md 6). Older accounts take 255, which only a refusal tells. */
export const maxTextLength = 1_000;

const [max, last, half] = [maxTextLength, maxTextLength - 1, maxTextLength / 2 - 1].map((n) =>
  raw(String(n)),
);

/** Dotdigital counts as JavaScript does: a sign beyond the first 65,536 is two. */
const units = (text: Prisma.Sql): Prisma.Sql =>
  sql`length(${text}) + length(regexp_replace(${text}, '[^\\U00010000-\\U0010ffff]', '', 'g'))`;

type Limit = {
  fits: (text: Prisma.Sql) => Prisma.Sql;
  /** The text that travels, of one that fits and of one that doesn't. */
  written: (text: Prisma.Sql) => Prisma.Sql;
  otherwise: (text: Prisma.Sql) => Prisma.Sql;
  /** Behind a value that doesn't fit: what is wrong with it. */
  why: string;
};

const none = (): Prisma.Sql => sql`''`;
const asIs = (text: Prisma.Sql): Prisma.Sql => text;

/** What each type of data field holds. Looked at last, whatever conversion and rules made: a wave never meets a value it can't send. */
export const fieldLimits: Record<DataFieldType, Limit> = {
  String: {
    fits: (text) => sql`(octet_length(${text}) <= ${max} OR ${units(text)} <= ${max})`,
    written: asIs,
    otherwise: (text) =>
      sql`CASE WHEN ${units(sql`left(${text}, ${last})`)} <= ${last} THEN left(${text}, ${last}) ELSE left(${text}, ${half}) END || '…'`,
    why: 'was cut to 1,000 characters',
  },
  Numeric: {
    fits: (text) => sql`${text} ~ '^-?[0-9]{1,18}([.][0-9]{1,9})?$'`,
    written: asIs,
    otherwise: none,
    why: 'is no number of at most 18 digits and 9 decimals',
  },
  Date: {
    fits: (text) => sql`${text} ~ ${isoMoment}`,
    // A rule may have given a day.
    written: (text) => sql`left(${text} || 'T00:00:00', 19)`,
    otherwise: none,
    why: 'is no day of the years 1 to 9999',
  },
  Boolean: {
    fits: (text) => sql`lower(${text}) IN ('true', 'false')`,
    written: (text) => sql`initcap(${text})`,
    otherwise: none,
    why: 'is neither true nor false',
  },
};
