import { describe, expect, it } from 'vitest';

import {
  createQueuedImport,
  importedCounts as counts,
  importedPeople as stored,
  peopleFile as people,
} from '@/prisma/seed/csv-imports';
import { testContext } from '@/prisma/test-context';
import { failingAt } from '@/prisma/test-failing-database';
import { LeaseLost } from '@/lib/db';
import { claimCsvImport } from '../csv-import-lease';
import { CsvImportOptions } from '@/lib/crm/schemas';
import { recordFields } from '@/lib/crm/fields/fields';
import { findQueuedCsvImports, runCsvImport } from '@/lib/csv-imports';
import { CsvBatch } from './stage-csv-rows';
import { storeCsvBatch } from './store-csv-batch';

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
    await Promise.all([
      runCsvImport({ ...ctx, signal: stop.signal }, id, { batchRows: 500 }),
      stopOnceUnderWay(),
    ]);
    const half = await counts(ctx, id);
    expect(half.state).toBe('running');
    expect(half.doneRowCount).toBeGreaterThan(0);
    expect(half.doneRowCount).toBeLessThan(5_000);
    expect(await stored(ctx, 'stop')).toHaveLength(half.doneRowCount);
    expect(await findQueuedCsvImports(ctx)).toContainEqual({ csvImportId: id, wasCutOff: false });
    await runCsvImport(ctx, id);
    expect(await counts(ctx, id)).toMatchObject({
      state: 'finished',
      createdCount: 5_000,
      doneRowCount: 5_000,
    });
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
      const failed = await runCsvImport(broken, id, { batchRows: 700 }).then(
        () => false,
        () => true,
      );
      if (failed) failures += 1;
      expect(await ctx.db.prisma.crmRecord.count({ where: { emailKey: { startsWith: 'crash-' } } })).toBe(
        (await counts(ctx, id)).createdCount,
      );
    }
    expect(failures).toBeGreaterThan(10);
    expect(await counts(ctx, id)).toMatchObject({
      state: 'finished',
      createdCount: 2_100,
      doneRowCount: 2_100,
    });
    expect(new Set((await stored(ctx, 'crash')).map((record) => record.emailKey)).size).toBe(2_100);
  });

  it('lets a runner that was overtaken write nothing', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const id = await createQueuedImport(ctx, people(5, 'fence'));
    const slow = await claimCsvImport(ctx, id);
    expect(slow).not.toBeNull();
    expect(await claimCsvImport(ctx, id)).toBeNull();
    await ctx.db.pool.query(
      "UPDATE csv_imports SET lease_until = now() - interval '1 second' WHERE id = $1",
      [id],
    );
    await runCsvImport(ctx, id);
    if (!slow) return;
    const settings = {
      columns: [
        { index: 0, field: 'firstName', split: null, unless: [], reader: { read: 'text' as const } },
        { index: 2, field: 'email', split: null, unless: [], reader: { read: 'address' as const } },
      ],
      now: ctx.now(),
      options: CsvImportOptions.parse({}),
      headerLength: 4,
      catalogue: recordFields,
      today: '2026-11-21',
      owners: { byText: new Map(), names: new Map() },
    };
    const batch = new CsvBatch(settings);
    batch.add({ rowNumber: 2, cells: ['Late', 'Writer', 'fence-late@example.com', 'Lyon'], endByte: 60 });
    await expect(storeCsvBatch(ctx, slow, settings, batch, 0)).rejects.toBeInstanceOf(LeaseLost);
    expect(await stored(ctx, 'fence')).toHaveLength(5);
  });
});
