import { describe, expect, it } from 'vitest';

import type { FlowContext } from '../context';
import { createQueuedImport } from '@/prisma/seed/csv-imports';
import { testContext } from '@/prisma/test-context';
import { claimCsvImport, LostLease } from './csv-import-lease';
import { CsvImportOptions } from './csv-import-schemas';
import { recordFields } from './fields';
import { findQueuedCsvImports, getCsvImport, runCsvImport } from './index';
import { CsvBatch } from './stage-csv-rows';
import { storeCsvBatch } from './store-csv-batch';

const people = (count: number, tag: string): string =>
  ['First name,Last name,E-mail,City', ...Array.from({ length: count }, (_, n) => `Ada,Nr ${n},${tag}-${n}@example.com,Lyon`)].join('\n');

const counts = async (ctx: FlowContext, id: bigint) => {
  const { state, rowCount, doneRowCount, createdCount, updatedCount, unchangedCount, rejectedCount } = await getCsvImport(ctx, { id: String(id) });
  return { state, rowCount, doneRowCount, createdCount, updatedCount, unchangedCount, rejectedCount };
};

const stored = (ctx: FlowContext, tag: string) =>
  ctx.db.prisma.crmRecord.findMany({ where: { emailKey: { startsWith: `${tag}-` } }, orderBy: { id: 'asc' } });

describe('a CSV import that is stopped, killed or overtaken', () => {
  it('runs once, however often it is asked for', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const id = await createQueuedImport(ctx, people(10, 'once'));
    await Promise.all([runCsvImport(ctx, id), runCsvImport(ctx, id), runCsvImport(ctx, id)]);
    await runCsvImport(ctx, id);
    expect(await stored(ctx, 'once')).toHaveLength(10);
    expect(await counts(ctx, id)).toMatchObject({ state: 'finished', createdCount: 10 });
  });

  it('goes on behind the stored rows when it was told to stop between batches', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const id = await createQueuedImport(ctx, people(5_000, 'stop'));
    const stop = new AbortController();
    const stopOnceUnderWay = async (): Promise<void> => {
      while ((await counts(ctx, id)).doneRowCount === 0);
      stop.abort();
    };
    await Promise.all([runCsvImport({ ...ctx, signal: stop.signal }, id, { batchRows: 500 }), stopOnceUnderWay()]);
    const half = await counts(ctx, id);
    expect(half.state).toBe('running');
    expect(half.doneRowCount).toBeGreaterThan(0);
    expect(half.doneRowCount).toBeLessThan(5_000);
    expect(await stored(ctx, 'stop')).toHaveLength(half.doneRowCount);
    expect(await findQueuedCsvImports(ctx)).toContain(id);
    await runCsvImport(ctx, id);
    expect(await counts(ctx, id)).toMatchObject({ state: 'finished', createdCount: 5_000, doneRowCount: 5_000 });
    expect(await stored(ctx, 'stop')).toHaveLength(5_000);
  });

  it('survives a failure at every statement of its batches: nothing doubled, nothing lost', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const id = await createQueuedImport(ctx, people(2_100, 'crash'));
    let failures = 0;
    for (let at = 1; ; at += 1) {
      await ctx.db.pool.query('UPDATE csv_imports SET lease_until = NULL WHERE id = $1', [id]);
      if ((await counts(ctx, id)).state === 'finished') break;
      const broken = failingAt(ctx, at);
      const failed = await runCsvImport(broken, id, { batchRows: 700 }).then(() => false, () => true);
      if (failed) failures += 1;
      expect(await ctx.db.prisma.crmRecord.count({ where: { emailKey: { startsWith: 'crash-' } } })).toBe((await counts(ctx, id)).createdCount);
    }
    expect(failures).toBeGreaterThan(10);
    expect(await counts(ctx, id)).toMatchObject({ state: 'finished', createdCount: 2_100, doneRowCount: 2_100 });
    expect(new Set((await stored(ctx, 'crash')).map((record) => record.emailKey)).size).toBe(2_100);
  });

  it('lets a runner that was overtaken write nothing', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const id = await createQueuedImport(ctx, people(5, 'fence'));
    const slow = await claimCsvImport(ctx, id);
    expect(slow).not.toBeNull();
    expect(await claimCsvImport(ctx, id)).toBeNull();
    await ctx.db.pool.query("UPDATE csv_imports SET lease_until = now() - interval '1 second' WHERE id = $1", [id]);
    await runCsvImport(ctx, id);
    if (!slow) return;
    const settings = { columns: [[0, 'firstName'], [2, 'email']] as const, options: CsvImportOptions.parse({}), headerLength: 4, catalogue: recordFields, today: '2026-11-21', owners: { byText: new Map(), names: new Map() } };
    const batch = new CsvBatch(settings);
    batch.add({ rowNumber: 2, cells: ['Late', 'Writer', 'fence-late@example.com', 'Lyon'], endByte: 60 });
    await expect(storeCsvBatch(ctx, slow, settings, batch, 0)).rejects.toBeInstanceOf(LostLease);
    expect(await stored(ctx, 'fence')).toHaveLength(5);
  });
});

/** The same context, whose n-th statement on a client of its own fails as if the database had gone. */
function failingAt(ctx: FlowContext, at: number): FlowContext {
  let statements = 0;
  const connect = async () => {
    const client = await ctx.db.pool.connect();
    return new Proxy(client, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        if (name !== 'query') return value.bind(target);
        return (...args: unknown[]) => {
          statements += 1;
          if (statements === at && args[0] !== 'ROLLBACK') throw new Error('the database went away');
          return Reflect.apply(value, target, args);
        };
      },
    });
  };
  const pool = new Proxy(ctx.db.pool, {
    get: (target, name) => {
      if (name === 'connect') return connect;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { ...ctx, db: { ...ctx.db, pool } };
}
