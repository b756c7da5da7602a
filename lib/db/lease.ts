import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { AppError } from '../errors';
import type { Logger } from '../logger';
import { Prisma } from './generated/client';
import type { Db } from './open';

const { raw, sql } = Prisma;

/** A table whose rows are worked on by one holder at a time: what its columns are called, and when a row can be held at all. */
export type LeaseRule = {
  table: string;
  /** The primary key: one column, or several with commas. */
  key: string;
  until: string;
  owner: string;
  ownerType: 'text' | 'uuid';
  /** A number that each taking raises; null: the owner, new at each taking, does its work alone. */
  fence: string | null;
  /** Rows that have ended, or were stopped, are nobody's. */
  open: Prisma.Sql;
  /** Without a sign of life for so long, a holder has lost it. */
  seconds: number;
  /** For a person whose call lost it. */
  lostMessage?: string;
};

/** What a holder shows at every writing statement. `row`: the condition that names the row. */
export type Lease = { row: Prisma.Sql; owner: string; fence: bigint };

/** Someone else holds the row by now, or it has ended: whoever gets this stops and writes nothing more. */
export class LeaseLost extends AppError {
  constructor({ table, lostMessage }: LeaseRule, { fence, owner }: Lease) {
    super('conflict', `a row of ${table} is no longer ours (fence ${fence}, holder ${owner})`, {
      userMessage: lostMessage,
    });
    this.name = 'LeaseLost';
  }
}

/** Prisma's client or transaction, or a connection of the pool's with its own transaction. */
type Asked = Pick<Db['prisma'], '$queryRaw'> | Pick<PoolClient, 'query'>;

const ask = async <Row extends object>(on: Asked, statement: Prisma.Sql): Promise<Row[]> =>
  'query' in on
    ? (await on.query<Row>(statement.text, [...statement.values])).rows
    : on.$queryRaw<Row[]>(statement);

/** All of this goes by the database's clock: holders whose own clocks differ agree. */
export const leaseEnd = ({ seconds }: LeaseRule): Prisma.Sql =>
  sql`clock_timestamp() + make_interval(secs => ${seconds}::int)`;

/** Nobody holds the row, or whoever did has fallen silent. `alias`: what the table is called there. */
export const isFree = ({ table, until }: LeaseRule, alias = table): Prisma.Sql => {
  const column = raw(`${alias}.${until}`);
  return sql`(${column} IS NULL OR ${column} <= clock_timestamp())`;
};

/** Whoever held the row has fallen silent without letting go: killed, frozen or cut off. */
export const wasCutOff = ({ table, until, owner }: LeaseRule, alias = table): Prisma.Sql =>
  sql`(${raw(`${alias}.${owner}`)} IS NOT NULL AND coalesce(${raw(`${alias}.${until}`)} <= clock_timestamp(), false))`;

/** The row, as long as this lease holds: belongs into every statement that writes for it. */
export const isHeld = ({ owner, ownerType, fence, open }: LeaseRule, lease: Lease): Prisma.Sql => sql`
  ${lease.row} AND ${raw(owner)} = ${lease.owner}::${raw(ownerType)} AND ${open}
  AND ${fence === null ? sql`true` : sql`${raw(fence)} = ${lease.fence}::bigint`}`;

export const newOwner = (): string => randomUUID();

type Taking = {
  row: Prisma.Sql;
  /** Changes beside the lease's own. */
  set?: Prisma.Sql;
  returning?: Prisma.Sql;
};

/**
 * Takes a free row in one statement, of two takers one; null: it is held, has ended or isn't there. A row that somebody's transaction
 * locks is held: it is not waited for.
 */
export async function takeLease<Row extends object>(
  on: Asked,
  rule: LeaseRule,
  { row, set, returning = sql`true` }: Taking,
): Promise<{ lease: Lease; row: Row } | null> {
  const { table, key, until, owner, ownerType, fence, open } = rule;
  const me = newOwner();
  const number = fence === null ? sql`0::bigint` : raw(fence);
  const [taken] = await ask<Row & { leaseFence: bigint | string }>(
    on,
    sql`
    UPDATE ${raw(table)} SET ${raw(until)} = ${leaseEnd(rule)}, ${raw(owner)} = ${me}::${raw(ownerType)}
      ${fence === null ? Prisma.empty : sql`, ${number} = ${number} + 1`} ${set ? sql`, ${set}` : Prisma.empty}
    WHERE (${raw(key)}) IN (
      SELECT ${raw(key)} FROM ${raw(table)} WHERE ${row} AND ${open} AND ${isFree(rule)} FOR UPDATE SKIP LOCKED)
    RETURNING ${number} AS "leaseFence", ${returning}`,
  );
  return taken ? { lease: { row, owner: me, fence: BigInt(taken.leaseFence) }, row: taken } : null;
}

/** As a part of a statement that writes for the row: locks it and makes the lease longer; answers no row where the lease is lost. */
export const holding = (rule: LeaseRule, lease: Lease): Prisma.Sql => sql`
  UPDATE ${raw(rule.table)} SET ${raw(rule.until)} = ${leaseEnd(rule)} WHERE ${isHeld(rule, lease)} RETURNING 1 AS held`;

/**
 * First statement of every transaction that writes for the row, and before every send: locks it to the end of the transaction and
 * makes the lease longer. A holder that was frozen while another took over writes nothing (law L16). One that freezes in the middle
 * of the transaction is rolled back by the database when its lease would have ended, so that its lock keeps nobody out.
 */
export async function holdLease(
  on: Asked,
  rule: LeaseRule,
  lease: Lease,
  also: Prisma.Sql = sql`true`,
): Promise<void> {
  const held = await ask(
    on,
    sql`
    WITH held AS (
      UPDATE ${raw(rule.table)} SET ${raw(rule.until)} = ${leaseEnd(rule)} WHERE ${isHeld(rule, lease)} AND ${also} RETURNING 1)
    SELECT set_config('idle_in_transaction_session_timeout', ${String(rule.seconds * 1000)}, true) FROM held`,
  );
  if (held.length === 0) throw new LeaseLost(rule, lease);
}

/** `work` in a transaction that begins by holding the lease. */
export const fenced = <T>(
  { prisma }: Pick<Db, 'prisma'>,
  rule: LeaseRule,
  lease: Lease,
  work: (tx: Prisma.TransactionClient) => Promise<T>,
  { timeoutMs = 60_000, also }: { timeoutMs?: number; also?: Prisma.Sql } = {},
): Promise<T> =>
  prisma.$transaction(
    async (tx) => {
      await holdLease(tx, rule, lease, also);
      return work(tx);
    },
    { timeout: timeoutMs },
  );

/** Makes the lease longer; false: it is lost. */
export async function renewLease(on: Asked, rule: LeaseRule, lease: Lease): Promise<boolean> {
  return (await ask(on, holding(rule, lease))).length > 0;
}

/** Keeps the lease while `work` goes on; the signal of the context that it gets aborts when the lease is lost, and when the given one does. */
export async function keepLease<Ctx extends { db: Db; log: Logger; signal: AbortSignal }, T>(
  ctx: Ctx,
  rule: LeaseRule,
  lease: Lease,
  work: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  const { db, log, signal } = ctx;
  const lost = new AbortController();
  let isAsking = false;
  const renew = async (): Promise<void> => {
    if (isAsking) return;
    isAsking = true;
    try {
      if (!(await renewLease(db.pool, rule, lease))) lost.abort(new LeaseLost(rule, lease));
    } catch (error) {
      log.warn({ err: error, table: rule.table }, 'lease not renewed, tried again');
    } finally {
      isAsking = false;
    }
  };
  const timer = setInterval(() => void renew(), (rule.seconds * 1000) / 4);
  try {
    return await work({ ...ctx, signal: AbortSignal.any([signal, lost.signal]) });
  } finally {
    clearInterval(timer);
  }
}

/** Takes the row away from whoever holds it, in the transaction of someone who has locked it; false: it had ended. */
export async function revokeLease(
  on: Asked,
  rule: LeaseRule,
  row: Prisma.Sql,
  set: Prisma.Sql,
): Promise<boolean> {
  const number = rule.fence === null ? Prisma.empty : sql`, ${raw(rule.fence)} = ${raw(rule.fence)} + 1`;
  const revoked = await ask(
    on,
    sql`UPDATE ${raw(rule.table)} SET ${raw(rule.until)} = NULL, ${raw(rule.owner)} = NULL ${number}, ${set}
    WHERE ${row} AND ${rule.open} RETURNING 1 AS revoked`,
  );
  return revoked.length > 0;
}

/** Lets go, so that nobody need wait for the lease to run out; without effect when it is not ours. */
export async function releaseLease(
  on: Asked,
  rule: LeaseRule,
  lease: Lease,
  { set, pauseSeconds = 0 }: { set?: Prisma.Sql; pauseSeconds?: number } = {},
): Promise<void> {
  const until =
    pauseSeconds === 0 ? sql`NULL` : sql`clock_timestamp() + make_interval(secs => ${pauseSeconds}::int)`;
  await ask(
    on,
    sql`UPDATE ${raw(rule.table)} SET ${raw(rule.until)} = ${until}, ${raw(rule.owner)} = NULL ${set ? sql`, ${set}` : Prisma.empty}
    WHERE ${isHeld(rule, lease)} RETURNING 1 AS released`,
  );
}
