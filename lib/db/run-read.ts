import pg from 'pg';
import { AppError } from '@/lib/errors';
import type { Prisma } from './generated/client';
import type { Db } from './open';

/** Live counts of one process at a time: the rest of the pool stays free for everyone else. */
const maxAtOnce = 3;
let running = 0;
const waiting: (() => void)[] = [];

type ReadOptions = {
  signal?: AbortSignal;
  timeoutMs: number;
  /** What a person is told when it takes too long. */ tooSlow: string;
  settings?: PlannerSettings;
};

/**
 * Reads in a connection of its own, with a time limit. When the signal fires the statement is cancelled inside
 * PostgreSQL; the connection goes back only after the cancel request was answered, so it can't hit another query.
 */
export async function runRead<T>(
  ctx: { db: Db },
  options: ReadOptions,
  read: (ask: Ask, attempt: Attempt) => Promise<T>,
): Promise<T> {
  const { signal } = options;
  await enter(signal);
  try {
    const client = await ctx.db.pool.connect();
    let cancelling: Promise<void> | undefined;
    const onAbort = (): void => {
      cancelling ??= cancelBackend(ctx.db.url, backendPid(client));
    };
    try {
      await client.query(
        [
          'BEGIN READ ONLY',
          ...setLocal({
            statement_timeout: options.timeoutMs,
            max_parallel_workers_per_gather: 2,
            ...options.settings,
          }),
        ].join('; '),
      );
      signal?.addEventListener('abort', onAbort, { once: true });
      if (signal?.aborted) throw cancelled();
      const ask: Ask = async (sql) => (await client.query<never>(sql.text, [...sql.values])).rows;
      const attempt: Attempt = async (limitMs, sql, settings = {}) => {
        await client.query(
          ['SAVEPOINT attempt', ...setLocal({ statement_timeout: limitMs, ...settings })].join('; '),
        );
        try {
          return await ask(sql);
        } catch (error) {
          if (signal?.aborted || !isTimeout(error)) throw error;
          return null;
        } finally {
          await backToBefore(client);
        }
      };
      return await read(ask, attempt);
    } catch (error) {
      if (signal?.aborted) throw cancelled();
      if (isTimeout(error))
        throw new AppError('unavailable', 'read timed out', { userMessage: options.tooSlow, cause: error });
      throw error;
    } finally {
      signal?.removeEventListener('abort', onAbort);
      await cancelling;
      const broken = await client.query('ROLLBACK').then(
        () => undefined,
        (error: Error) => error,
      );
      client.release(broken);
    }
  } finally {
    leave();
  }
}

/** The limit of the attempt holds for going back too, until that has happened: where it was a millisecond, it may take a few tries. */
async function backToBefore(client: pg.PoolClient, tries = 10): Promise<void> {
  const error: unknown = await client.query('ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt').then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error !== null && isTimeout(error) && tries > 0) await backToBefore(client, tries - 1);
}

export type Ask = <Row extends object>(sql: Prisma.Sql) => Promise<Row[]>;

/** A question with a limit of its own; null: it took longer, and the next one may be asked all the same. */
export type Attempt = <Row extends object>(
  limitMs: number,
  sql: Prisma.Sql,
  settings?: PlannerSettings,
) => Promise<Row[] | null>;
export type PlannerSettings = Partial<
  Record<'enable_hashjoin' | 'enable_mergejoin' | 'enable_seqscan' | 'jit', 'off'> &
    Record<
      'random_page_cost' | 'parallel_tuple_cost' | 'max_parallel_workers_per_gather' | 'work_mem',
      number
    >
>;

/** Settings for the rest of a transaction, a time limit among them. */
export const setLocal = ({
  statement_timeout: limitMs,
  ...settings
}: PlannerSettings & { statement_timeout: number }): string[] =>
  Object.entries({ statement_timeout: Math.max(1, Math.round(limitMs)), ...settings }).map(
    ([name, value]) => `SET LOCAL ${name} = ${value}`,
  );

/** PostgreSQL's query_canceled: the statement timeout, or a cancel request. */
export const isTimeout = (error: unknown): boolean => {
  if (typeof error !== 'object' || error === null) return false;
  if ('code' in error && error.code === '57014') return true;
  return /57014|statement timeout|canceling statement/.test('message' in error ? String(error.message) : '');
};

const cancelled = (): AppError =>
  new AppError('unavailable', 'cancelled by the asker', {
    userMessage: 'This count was stopped: a newer one took its place.',
  });

const backendPid = (client: pg.PoolClient): number | undefined =>
  'processID' in client && typeof client.processID === 'number' ? client.processID : undefined;

async function cancelBackend(url: string, pid: number | undefined): Promise<void> {
  if (pid === undefined) return;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    await client.query('SELECT pg_cancel_backend($1)', [pid]);
  } catch {
    // The statement then ends by its own time limit.
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function enter(signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted) throw cancelled();
  if (running < maxAtOnce) {
    running += 1;
    return;
  }
  await new Promise<void>((resolve, reject) => {
    const go = (): void => {
      signal?.removeEventListener('abort', stop);
      resolve();
    };
    const stop = (): void => {
      waiting.splice(waiting.indexOf(go), 1);
      reject(cancelled());
    };
    signal?.addEventListener('abort', stop, { once: true });
    waiting.push(go);
  });
}

function leave(): void {
  const next = waiting.shift();
  if (next) next();
  else running -= 1;
}
