import { expect, it } from 'vitest';

import type { FlowContext } from '@/lib/context';
import { createQueuedImport } from '@/prisma/seed/csv-imports';
import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';
import { getCsvImport, runCsvImport, undoCsvImport } from '@/lib/csv-imports';

const HERE = 300;
const NAMED = 900;

/** Everyone in the file, in an order of its own; every seventh row names the person of the row before once more. */
const file = (column: string, value: (n: number) => string, step: number): string => {
  const rows = Array.from({ length: NAMED }, (_, k) => (k * step) % NAMED).flatMap((n, k) => {
    const row = `once-${n}@example.com,${value(n)},${column === 'City' ? 'from A' : 'from B'}`;
    return k % 7 === 0 ? [row, row] : [row];
  });
  return [`E-mail,${column},Tags`, ...rows].join('\n');
};

async function outcomes(ctx: FlowContext, id: bigint) {
  const view = await getCsvImport(ctx, { id: String(id) });
  return {
    ...view,
    all: view.createdCount + view.updatedCount + view.unchangedCount + view.rejectedCount + view.skippedCount,
  };
}

const people = (ctx: FlowContext) =>
  ctx.db.prisma.crmRecord.findMany({
    where: { emailKey: { startsWith: 'once-' }, deletedAt: null },
    include: { tags: { select: { tag: { select: { name: true } } } } },
    orderBy: { id: 'asc' },
  });

it('two imports at once over the same people lose no row, make nobody twice and both have their say', async () => {
  const ctx = await testContext({ role: 'marketer' });
  await createRecords(ctx.db.prisma, HERE, (n) => ({
    email: `once-${n}@example.com`,
    city: 'Porto',
    company: 'Serra',
  }));
  const before = await people(ctx);
  const a = await createQueuedImport(
    ctx,
    file('City', (n) => `City ${n}`, 1),
  );
  const b = await createQueuedImport(
    ctx,
    file('Company', (n) => `Company ${n}`, 7),
  );
  await Promise.all([runCsvImport(ctx, a, { batchRows: 50 }), runCsvImport(ctx, b, { batchRows: 70 })]);

  const [ofA, ofB] = [await outcomes(ctx, a), await outcomes(ctx, b)];
  const rows = NAMED + Math.ceil(NAMED / 7);
  for (const one of [ofA, ofB])
    expect(one).toMatchObject({
      state: 'finished',
      rowCount: rows,
      doneRowCount: rows,
      all: rows,
      rejectedCount: 0,
      skippedCount: 0,
    });
  expect(ofA.createdCount + ofB.createdCount).toBe(NAMED - HERE);
  const now = await people(ctx);
  expect(now).toHaveLength(NAMED);
  for (const person of now) {
    const n = person.emailKey?.replace(/\D/g, '') ?? '';
    expect(person).toMatchObject({ city: `City ${n}`, company: `Company ${n}` });
    expect(person.tags.map(({ tag }) => tag.name).sort()).toEqual(['from A', 'from B']);
  }

  for (const id of [b, a]) {
    await undoCsvImport(ctx, { id: String(id) });
    await runCsvImport(ctx, id);
  }
  const left = await people(ctx);
  const plain = (all: typeof left) => all.map(({ version: _, updatedAt: __, ...person }) => person);
  const wasHere = new Set(before.map((person) => person.id));
  expect(plain(left.filter((person) => wasHere.has(person.id)))).toEqual(plain(before));
});

it('two imports at once that set one field leave what one of them said, and each change begins where the last one ended', async () => {
  const ctx = await testContext({ role: 'marketer' });
  await createRecords(ctx.db.prisma, 40, (n) => ({ email: `same-${n}@example.com`, city: 'Porto' }));
  const text = (city: string): string =>
    ['E-mail,City', ...Array.from({ length: 40 }, (_, n) => `same-${n}@example.com,${city}`)].join('\n');
  const ids = [await createQueuedImport(ctx, text('Rome')), await createQueuedImport(ctx, text('Oslo'))];
  await Promise.all(ids.map((id) => runCsvImport(ctx, id, { batchRows: 7 })));
  const records = await ctx.db.prisma.crmRecord.findMany({ where: { emailKey: { startsWith: 'same-' } } });
  for (const record of records) {
    const lines = await ctx.db.prisma.recordChange.findMany({
      where: { recordId: record.id, field: 'city' },
      orderBy: { id: 'asc' },
    });
    expect(lines).toHaveLength(2);
    expect([lines[0]?.before, lines[1]?.before, record.city]).toEqual([
      'Porto',
      lines[0]?.after,
      lines[1]?.after,
    ]);
  }
});
