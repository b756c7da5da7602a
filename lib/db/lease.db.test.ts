import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createLogger } from '@/lib/logger';
import { startCuttingProxy, type Cut } from '@/prisma/test-cutting-proxy';
import { testDatabase } from '@/prisma/test-database';
import { eventually } from '@/prisma/test-eventually';
import { leaseTables, named, numbered } from '@/prisma/test-lease-rules';
import {
  fenced,
  isFree,
  keepLease,
  LeaseLost,
  openDb,
  Prisma,
  releaseLease,
  renewLease,
  revokeLease,
  takeLease,
  type Lease,
  type LeaseRule,
} from './index';

const { raw, sql } = Prisma;
const db = openDb(testDatabase());
const log = createLogger('silent');

beforeAll(async () => {
  for (const table of leaseTables) await db.pool.query(table);
});
afterAll(() => db.close());

describe.each([
  { kind: 'numbered fence', rule: numbered },
  { kind: 'holder’s name for a fence', rule: named },
])('a lease with a $kind', ({ rule }) => {
  const long: LeaseRule = { ...rule, seconds: 60 };
  let last = 100;

  const aRow = async (): Promise<Prisma.Sql> => {
    last += 1;
    await db.prisma.$executeRaw`INSERT INTO ${raw(rule.table)} (id) VALUES (${last})`;
    return sql`id = ${last}`;
  };
  const take = async (row: Prisma.Sql, by: LeaseRule = long): Promise<Lease> => {
    const taken = await takeLease(db.prisma, by, { row });
    if (!taken) throw new Error('the row was not free');
    return taken.lease;
  };
  const set = (row: Prisma.Sql, change: Prisma.Sql) =>
    db.prisma.$executeRaw`UPDATE ${raw(rule.table)} SET ${change} WHERE ${row}`;
  const silence = (row: Prisma.Sql) =>
    set(row, sql`${raw(rule.until)} = clock_timestamp() - interval '1 second'`);
  const state = async (row: Prisma.Sql) => {
    const [found] = await db.prisma.$queryRaw<{ written: number; free: boolean; until: Date | null }[]>`
      SELECT written, ${isFree(rule)} AS free, ${raw(rule.until)} AS until FROM ${raw(rule.table)} WHERE ${row}`;
    return found;
  };
  const write = (lease: Lease, on = db, by = long) =>
    fenced(
      on,
      by,
      lease,
      (tx) => tx.$executeRaw`UPDATE ${raw(rule.table)} SET written = written + 1 WHERE ${lease.row}`,
    );
  const lost = async (lease: Lease): Promise<void> => {
    const { written } = (await state(lease.row)) ?? {};
    await expect(write(lease)).rejects.toBeInstanceOf(LeaseLost);
    expect((await state(lease.row))?.written).toBe(written);
    expect(await renewLease(db.pool, long, lease)).toBe(false);
  };

  it('is given to one of many takers, on either kind of connection', async () => {
    for (let round = 0; round < 10; round += 1) {
      const row = await aRow();
      const taken = await Promise.all(
        [0, 1, 2, 3, 4, 5].map((n) => takeLease(n % 2 === 0 ? db.prisma : db.pool, long, { row })),
      );
      expect(taken.filter((one) => one !== null)).toHaveLength(1);
    }
  });

  it('is held until it is let go, has run out or the row has ended, and each holder is another', async () => {
    const row = await aRow();
    const first = await take(row);
    expect(await takeLease(db.prisma, long, { row })).toBeNull();
    await releaseLease(db.pool, long, first);
    const second = await take(row);
    await silence(row);
    const third = await take(row);
    expect(new Set([first.owner, second.owner, third.owner]).size).toBe(3);
    if (rule.fence !== null) expect([first.fence, second.fence, third.fence]).toEqual([1n, 2n, 3n]);
    await set(row, sql`ended = true, ${raw(rule.until)} = NULL`);
    expect(await takeLease(db.prisma, long, { row })).toBeNull();
  });

  it('is not waited for where somebody’s transaction locks the row', async () => {
    const row = await aRow();
    await db.prisma.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM ${raw(rule.table)} WHERE ${row} FOR UPDATE`;
      expect(await takeLease(db.pool, long, { row })).toBeNull();
    });
    await take(row);
  });

  it('goes by the database’s clock alone', async () => {
    const row = await aRow();
    onTestFinished(() => void vi.useRealTimers());
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2001-01-01') });
    const lease = await take(row);
    vi.setSystemTime(new Date('2999-12-31'));
    expect(await takeLease(db.prisma, long, { row })).toBeNull();
    await write(lease);
    const [left] = await db.prisma.$queryRaw<{ seconds: number }[]>`
      SELECT extract(epoch FROM ${raw(rule.until)} - clock_timestamp())::float8 AS seconds FROM ${raw(rule.table)} WHERE ${row}`;
    expect(left?.seconds).toBeGreaterThan(50);
    expect(left?.seconds).toBeLessThanOrEqual(60);
  });

  it('lets a holder write nothing more once another has taken it, it was revoked, let go, or the row has ended', async () => {
    const taken = await take(await aRow());
    await write(taken);
    await silence(taken.row);
    await write(taken);
    await silence(taken.row);
    const next = await take(taken.row);
    await lost(taken);
    await write(next);
    await revokeLease(db.prisma, long, next.row, sql`written = written`);
    await lost(next);
    const third = await take(taken.row);
    await releaseLease(db.prisma, long, third);
    await lost(third);
    const fourth = await take(taken.row);
    await set(taken.row, sql`ended = true`);
    await lost(fourth);
    expect((await state(taken.row))?.written).toBe(3);
  });

  it('is another one when the row was deleted and made again', async () => {
    const row = await aRow();
    const before = await take(row);
    await db.prisma.$executeRaw`DELETE FROM ${raw(rule.table)} WHERE ${row}`;
    await db.prisma.$executeRaw`INSERT INTO ${raw(rule.table)} (id) VALUES (${last})`;
    const after = await take(row);
    await lost(before);
    await write(after);
  });

  it('makes the lock of a transaction the last word: a writer that comes second is refused', async () => {
    const row = await aRow();
    const first = await take(row);
    let other: Promise<unknown> = Promise.resolve();
    await fenced(db, long, first, async (tx) => {
      other = write(first).catch((error: unknown) => error);
      const wrote = other.then(() => 'wrote');
      await eventually(async () => {
        const { rows } = await db.pool.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        expect(rows.length > 0 || (await Promise.race([wrote, Promise.resolve('')]))).toBeTruthy();
      });
      await revokeLease(tx, long, row, sql`written = 7`);
    });
    expect(await other).toBeInstanceOf(LeaseLost);
    expect((await state(row))?.written).toBe(7);
  });

  it('is let go by its holder only, at once or after a pause', async () => {
    const row = await aRow();
    const first = await take(row);
    await silence(row);
    const second = await take(row);
    await releaseLease(db.prisma, long, first);
    expect((await state(row))?.free).toBe(false);
    await releaseLease(db.pool, long, second, { pauseSeconds: 30, set: sql`written = 5` });
    expect(await state(row)).toMatchObject({ free: false, written: 5 });
    await lost(second);
  });

  it('is kept as long as the work goes on, and aborts the work when it is lost', async () => {
    const row = await aRow();
    const lease = await take(row, rule);
    const work = keepLease(
      { db, log, signal: new AbortController().signal },
      rule,
      lease,
      async ({ signal }) => {
        const first = (await state(row))?.until?.getTime() ?? 0;
        // Renewed beyond twice its length: nobody could take it meanwhile.
        await eventually(async () => {
          expect((await state(row))?.free).toBe(false);
          expect((await state(row))?.until?.getTime()).toBeGreaterThan(first + 2_000);
        });
        await revokeLease(db.prisma, rule, row, sql`written = written`);
        await once(signal, 'abort');
        throw signal.reason;
      },
    );
    await expect(work).rejects.toBeInstanceOf(LeaseLost);
  });

  it('aborts the work when its caller is told to stop, and is renewed no more', async () => {
    const row = await aRow();
    const lease = await take(row, rule);
    const stop = new AbortController();
    await keepLease({ db, log, signal: stop.signal }, rule, lease, async ({ signal }) => {
      stop.abort();
      expect(signal.aborted).toBe(true);
    });
    await eventually(async () => expect((await state(row))?.free).toBe(true));
  });

  it('frees the row of a holder that froze in the middle of a transaction, which then stores nothing', async () => {
    const row = await aRow();
    const frozen = await take(row, rule);
    let thaw = (): void => undefined;
    const thawed = new Promise<void>((resolve) => {
      thaw = resolve;
    });
    const work = fenced(db, rule, frozen, async (tx) => {
      await tx.$executeRaw`UPDATE ${raw(rule.table)} SET written = 99 WHERE ${row}`;
      await thawed;
    }).then(
      () => 'stored',
      () => 'rolled back',
    );
    const next = await eventually(() => take(row));
    await write(next);
    thaw();
    expect(await work).toBe('rolled back');
    expect((await state(row))?.written).toBe(1);
  });

  describe('whose connection is cut', () => {
    const cutting = async (cut: Cut, run: (on: ReturnType<typeof openDb>) => Promise<unknown>) => {
      const proxy = await startCuttingProxy(testDatabase());
      const far = openDb(proxy.url);
      onTestFinished(async () => {
        await far.close();
        proxy.close();
      });
      await far.prisma.$queryRaw`SELECT 1`;
      proxy.arm(cut);
      const outcome = await run(far).then(
        () => 'answered',
        () => 'cut',
      );
      expect(outcome).toBe('cut');
      expect(proxy.heal()).toBe(true);
      return far;
    };
    const commit = (statement: string): boolean => /^commit/i.test(statement);

    it('before COMMIT, has written nothing, is still the holder’s, and the same write can be made again', async () => {
      const lease = await take(await aRow());
      const far = await cutting({ when: 'before', at: commit }, (on) => write(lease, on));
      expect(await state(lease.row)).toMatchObject({ written: 0, free: false });
      await eventually(() => write(lease, far));
      expect((await state(lease.row))?.written).toBe(1);
    });

    it('after COMMIT but before its answer, has written once', async () => {
      const lease = await take(await aRow());
      await cutting({ when: 'after', at: commit }, (on) => write(lease, on));
      expect(await state(lease.row)).toMatchObject({ written: 1, free: false });
    });

    it('after it was taken but before the answer, is nobody’s until it has run out; then the next one has it', async () => {
      const row = await aRow();
      await cutting({ when: 'after', at: (statement) => statement.includes(`UPDATE ${rule.table}`) }, (on) =>
        takeLease(on.prisma, rule, { row }),
      );
      const next = await eventually(() => take(row));
      if (rule.fence !== null) expect(next.fence).toBe(2n);
      await write(next);
    });

    it('before it is taken, leaves it free', async () => {
      const row = await aRow();
      await cutting({ when: 'before', at: (statement) => statement.includes(`UPDATE ${rule.table}`) }, (on) =>
        takeLease(on.prisma, rule, { row }),
      );
      await take(row);
    });
  });
});

it('a process that is frozen for longer than its lease writes nothing more when it wakes up', async () => {
  const row = sql`id = 1`;
  await db.prisma.$executeRaw`INSERT INTO lease_numbered (id) VALUES (1)`;
  const written = async (): Promise<number> => {
    const [found] = await db.prisma.$queryRaw<{ written: number }[]>`
      SELECT written FROM lease_numbered WHERE ${row}`;
    return found?.written ?? 0;
  };
  for (let round = 0; round < 3; round += 1) {
    const before = await written();
    const holder = spawn(process.execPath, ['--import', 'tsx', 'prisma/test-lease-holder.ts'], {
      stdio: 'inherit',
      env: { ...process.env, DATABASE_URL: testDatabase() },
    });
    onTestFinished(() => void holder.kill('SIGKILL'));
    const ended = once(holder, 'exit');
    await eventually(async () => expect(await written()).toBeGreaterThan(before + 20));
    holder.kill('SIGSTOP');
    const taken = await eventually(async () => {
      const next = await takeLease(db.prisma, { ...numbered, seconds: 60 }, { row });
      if (!next) throw new Error('still held');
      return next;
    });
    const atTakeOver = await written();
    holder.kill('SIGCONT');
    expect((await ended)[0]).toBe(3);
    expect(await written()).toBe(atTakeOver);
    await releaseLease(db.prisma, { ...numbered, seconds: 60 }, taken.lease);
  }
});
