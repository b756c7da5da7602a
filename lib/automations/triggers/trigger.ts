import type { Prisma } from '@/lib/db';

/** When what happened counts: behind `from`, up to `to`. */
export type TriggerWindow = { from: Prisma.Sql; to: Prisma.Sql };

/** What happened to people, in SQL, over `r` (crm_records). Everything about a kind of event stands in one of these. */
export type TriggerSql = {
  /** Where it is kept, or, where nothing is kept of it, what the window holds. */
  from: (window: TriggerWindow) => Prisma.Sql;
  /** Whose it is. */
  of: Prisma.Sql;
  /** Names the event, alike whenever it is asked. */
  key: Prisma.Sql;
  at: Prisma.Sql;
  /** When we learnt of it. */
  learnedAt: Prisma.Sql;
  /** An event of one person alone: whoever it was told of before, it is the same one. */
  isOfOne: boolean;
  within: (window: TriggerWindow) => Prisma.Sql;
  /** It is so now; asked when it is judged and again when it fires. */
  holds: Prisma.Sql;
  /** It was so then, as far as what is kept tells: what a dry run asks. */
  held: Prisma.Sql;
  /** What happened before the automation was switched on gets a row that says so: it was told of one by one, and is waited for. */
  tellsOfThePast: boolean;
  /** Why it isn't so any more. */
  gone: { code: string; words: string };
};
