import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';

import type { FlowContext } from '@/lib/context';
import { createQueuedImport } from '@/prisma/seed/csv-imports';
import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';
import { failingAt } from '@/prisma/test-failing-database';
import { exportUndoKept, getCsvImport, listUndoKept, runCsvImport, undoCsvImport } from '@/lib/csv-imports';
import { recordConsent, updateRecord } from '@/lib/crm/index';

/** Every living record with its tags, as the database has it, less what counts its changes. */
async function dump(ctx: FlowContext): Promise<Record<string, unknown>[]> {
  const { rows } = await ctx.db.pool.query<{ record: Record<string, unknown> }>(`
    SELECT to_jsonb(r) - 'version' - 'updated_at' || jsonb_build_object('tags',
      (SELECT coalesce(jsonb_agg(t.name ORDER BY t.name), '[]') FROM record_tags x JOIN tags t ON t.id = x.tag_id WHERE x.record_id = r.id)) AS record
    FROM crm_records r WHERE deleted_at IS NULL ORDER BY id`);
  return rows.map((row) => row.record);
}

const tagNames = async (ctx: FlowContext): Promise<string[]> =>
  (await ctx.db.prisma.tag.findMany({ orderBy: { name: 'asc' } })).map((tag) => tag.name);

async function runToEnd(ctx: FlowContext, id: bigint, batchRows: number): Promise<void> {
  await runCsvImport(ctx, id, { batchRows });
}

async function undo(ctx: FlowContext, id: bigint): Promise<void> {
  await undoCsvImport(ctx, { id: String(id) });
  await runCsvImport(ctx, id);
  expect((await getCsvImport(ctx, { id: String(id) })).undo.state).toBe('finished');
}

/** Twelve people with all kinds of fields, two custom fields, tags and consents. */
async function settle(ctx: FlowContext): Promise<void> {
  await ctx.db.pool.query(
    'TRUNCATE crm_records, tags, custom_fields, csv_imports, csv_mapping_memory CASCADE',
  );
  await ctx.db.prisma.customField.createMany({
    data: [
      { entity: 'contact', key: 'size', label: 'Size', type: 'number' },
      {
        entity: 'contact',
        key: 'plan',
        label: 'Plan',
        type: 'choice',
        choices: [
          { value: 'basic', label: 'Basic' },
          { value: 'plus', label: 'Plus' },
        ],
      },
    ],
  });
  const olga = await ctx.db.prisma.user.upsert({
    where: { email: 'olga@example.com' },
    create: { email: 'olga@example.com', name: 'Olga Owner', role: 'marketer' },
    update: {},
  });
  await createRecords(ctx.db.prisma, 12, (n) => ({
    ownerId: n % 4 === 1 ? olga.id : null,
    email: `p${n}@example.com`,
    externalId: `x${n}`,
    city: n % 3 === 0 ? null : `City ${n}`,
    phone: n % 2 ? '040 12345678' : null,
    phoneE164: n % 2 ? '+494012345678' : null,
    country: n % 2 ? 'DE' : null,
    birthday: n % 4 === 0 ? new Date('1984-02-29T00:00:00Z') : null,
    custom: n % 2 ? { size: n, plan: 'basic' } : {},
    consentState: n === 5 ? 'given' : 'unknown',
    consentAt: n === 5 ? new Date('2026-01-01T10:00:00Z') : null,
  }));
  const [first] = await ctx.db.prisma.crmRecord.findMany({ orderBy: { id: 'asc' }, take: 1 });
  await ctx.db.prisma.tag.create({
    data: { name: 'old', records: { create: { recordId: first?.id ?? 0n } } },
  });
}

const heads = [
  'E-mail',
  'External id',
  'First name',
  'City',
  'Phone',
  'Country',
  'Birthday',
  'Size',
  'Plan',
  'Tags',
  'Newsletter',
  'Owner',
];
const fileOf = (rows: readonly (readonly string[])[]): string =>
  [heads, ...rows].map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\n');

const rowOf = fc
  .tuple(
    fc.integer({ min: 0, max: 16 }),
    fc.constantFrom('Ada', 'Björn', ''),
    fc.constantFrom('Lyon', 'City 1', ''),
    fc.constantFrom('040 12345678', '0171 5555555', ''),
    fc.constantFrom('Germany', 'AT', ''),
    fc.constantFrom('1990-01-31', ''),
    fc.constantFrom('7', '1,5', ''),
    fc.constantFrom('Plus', 'basic', ''),
    fc.constantFrom('old; new', 'VIP', ''),
    fc.constantFrom('yes', '', ''),
    fc.constantFrom('Olga Owner', 'OLGA@example.com', '', 'Nobody at all'),
  )
  .map(([n, ...cells]) => [`p${n}@example.com`, `x${n}`, ...cells]);

const optionsOf = fc.record({
  matchBy: fc.constantFrom('email' as const, 'externalId' as const),
  mode: fc.constantFrom('both' as const, 'create' as const, 'update' as const),
  emptyCells: fc.constantFrom('keep' as const, 'clear' as const),
  tags: fc.constantFrom<string[][]>([], ['spring fair']),
  ownerOf: fc.constantFrom('created' as const, 'all' as const),
  owned: fc.boolean(),
});

describe('undoing a CSV import', () => {
  let ctx: FlowContext;
  beforeEach(async () => {
    ctx = await testContext({ role: 'marketer' });
    await settle(ctx);
  });
  const me = (): string => (ctx.actor.kind === 'person' ? ctx.actor.userId : '');

  it('L19: gives the earlier rows back exactly, whatever the file and its options were', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(rowOf, { minLength: 1, maxLength: 14 }),
        optionsOf,
        fc.integer({ min: 1, max: 6 }),
        async (rows, { owned, ...options }, batchRows) => {
          await settle(ctx);
          const [before, tagsBefore] = [await dump(ctx), await tagNames(ctx)];
          const id = await createQueuedImport(ctx, fileOf(rows), {
            options: { ...options, ownerId: owned ? me() : null },
          });
          await runToEnd(ctx, id, batchRows);
          const view = await getCsvImport(ctx, { id: String(id) });
          expect(
            view.createdCount +
              view.updatedCount +
              view.unchangedCount +
              view.rejectedCount +
              view.skippedCount,
          ).toBe(rows.length);
          await undo(ctx, id);
          expect(await dump(ctx)).toEqual(before);
          expect(await tagNames(ctx)).toEqual(tagsBefore);
          const {
            undo: { counts },
          } = await getCsvImport(ctx, { id: String(id) });
          expect(counts).toMatchObject({
            deleted: view.createdCount,
            keptRecords: 0,
            keptValues: 0,
            restored: view.changeCount,
          });
        },
      ),
      { numRuns: 25, endOnFailure: true },
    );
  });

  it('leaves what someone changed since, by name, and puts the rest back', async () => {
    const before = await dump(ctx);
    const id = await createQueuedImport(
      ctx,
      fileOf([
        ['p0@example.com', 'x0', 'New', 'Rome', '', '', '', '9', '', 'fresh', ''],
        ['p1@example.com', 'x1', 'New', 'Rome', '0171 5555555', '', '', '9', '', 'fresh', ''],
        ['p20@example.com', 'x20', 'Twenty', 'Rome', '', '', '', '', '', 'fresh', ''],
        ['p21@example.com', 'x21', 'Twenty-one', 'Rome', '', '', '', '', '', '', ''],
      ]),
    );
    await runToEnd(ctx, id, 2);
    const find = async (email: string) =>
      ctx.db.prisma.crmRecord.findFirstOrThrow({ where: { email, deletedAt: null } });
    const [p0, p20] = [await find('p0@example.com'), await find('p20@example.com')];
    await updateRecord(ctx, { id: String(p0.id), version: p0.version, city: 'Oslo' });
    await updateRecord(ctx, { id: String(p20.id), version: p20.version, company: 'Fjordline' });
    await undo(ctx, id);

    const after = await dump(ctx);
    expect(after.find((one) => one.email === 'p0@example.com')).toEqual({ ...before[0], city: 'Oslo' });
    expect(after.find((one) => one.email === 'p1@example.com')).toEqual(before[1]);
    expect(after.find((one) => one.email === 'p20@example.com')).toMatchObject({
      first_name: 'Twenty',
      company: 'Fjordline',
      tags: ['fresh'],
    });
    expect(after.some((one) => one.email === 'p21@example.com')).toBe(false);
    expect(after).toHaveLength(13);
    const view = await getCsvImport(ctx, { id: String(id) });
    expect(view.undo).toMatchObject({
      by: 'A marketer',
      counts: { deleted: 1, keptRecords: 1, keptValues: 1, restoredRecords: 2 },
    });
    expect(
      (await listUndoKept(ctx, { id: String(id) })).map(({ name, field, by }) => [name, field, by]),
    ).toEqual([
      [expect.any(String), 'City', 'A marketer'],
      ['Twenty', null, 'A marketer'],
    ]);
    let file = '';
    for await (const part of exportUndoKept(ctx, { id: String(id) })) file += part;
    expect(file).toContain('Record,Name,E-mail,What stays,Changed by,Changed at\r\n');
    expect(file).toContain('Twenty,p20@example.com,The whole record,A marketer,');
  });

  it('leaves none of its tags behind when a record that it created gets new ones in several batches', async () => {
    const [before, tagsBefore] = [await dump(ctx), await tagNames(ctx)];
    const id = await createQueuedImport(
      ctx,
      fileOf(
        ['one', 'two', 'three; old', 'one; four'].map((tags, n) => [
          'p40@example.com',
          'x40',
          `Name ${n}`,
          '',
          '',
          '',
          '',
          '',
          '',
          tags,
          '',
        ]),
      ),
    );
    await runToEnd(ctx, id, 1);
    expect(await ctx.db.prisma.csvImportBatch.count({ where: { importId: id } })).toBe(4);
    expect(await tagNames(ctx)).toEqual(['four', 'old', 'one', 'three', 'two']);
    await undo(ctx, id);
    expect(await tagNames(ctx)).toEqual(tagsBefore);
    expect(await dump(ctx)).toEqual(before);
  });

  it('keeps a value that someone set to the same as the file, and one that was set away and back', async () => {
    const id = await createQueuedImport(
      ctx,
      fileOf([['p1@example.com', 'x1', 'New', 'Rome', '', '', '', '', '', '', '']]),
    );
    await runToEnd(ctx, id, 2);
    const change = async (city: string): Promise<void> => {
      const record = await ctx.db.prisma.crmRecord.findFirstOrThrow({ where: { email: 'p1@example.com' } });
      await updateRecord(ctx, { id: String(record.id), version: record.version, city });
    };
    await change('Oslo');
    await change('Rome');
    await undo(ctx, id);
    expect(
      await ctx.db.prisma.crmRecord.findFirstOrThrow({ where: { email: 'p1@example.com' } }),
    ).toMatchObject({ city: 'Rome', firstName: expect.not.stringMatching('New') as string });
  });

  it('takes consent back, but never an opt-out, neither of the file nor of the person since', async () => {
    const id = await createQueuedImport(
      ctx,
      fileOf([
        ['p1@example.com', 'x1', '', '', '', '', '', '', '', '', 'yes'],
        ['p2@example.com', 'x2', '', '', '', '', '', '', '', '', 'no'],
        ['p3@example.com', 'x3', '', '', '', '', '', '', '', '', 'yes'],
        ['p5@example.com', 'x5', '', '', '', '', '', '', '', '', 'no'],
      ]),
    );
    await runToEnd(ctx, id, 2);
    const find = async (n: number) =>
      ctx.db.prisma.crmRecord.findFirstOrThrow({
        where: { email: `p${n}@example.com` },
        include: { consents: { orderBy: { id: 'asc' } } },
      });
    await recordConsent(ctx, { recordId: String((await find(3)).id), state: 'withdrawn' });
    await undo(ctx, id);
    const states = await Promise.all(
      [1, 2, 3, 5].map(async (n) => {
        const record = await find(n);
        return [
          record.consentState,
          record.consentAt !== null,
          record.consents.map((line) => `${line.state} by ${line.origin}`),
        ];
      }),
    );
    expect(states).toEqual([
      ['unknown', false, ['given by import', 'unknown by undo']],
      ['withdrawn', true, ['withdrawn by import']],
      ['withdrawn', true, ['given by import', 'withdrawn by person']],
      ['withdrawn', true, ['withdrawn by import']],
    ]);
    expect((await getCsvImport(ctx, { id: String(id) })).undo.counts).toMatchObject({
      keptOptOuts: 2,
      restored: 1,
      keptValues: 1,
    });
  });

  it('of two imports over the same people is exact in either order, and undoing both leaves nothing of either', async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      await settle(ctx);
      const before = await dump(ctx);
      const ids: bigint[] = [];
      for (const city of ['Rome', 'Oslo']) {
        const id = await createQueuedImport(
          ctx,
          fileOf(
            [1, 2, 30].map((n) => [
              `p${n}@example.com`,
              `x${n}`,
              city,
              city,
              '',
              '',
              '',
              String(city.length),
              '',
              city,
              '',
            ]),
          ),
        );
        await runToEnd(ctx, id, 2);
        ids.push(id);
      }
      const between = await dump(ctx);
      for (const n of order) await undo(ctx, ids[n] ?? 0n);
      const left = await dump(ctx);
      if (order[0] === 1) expect(left).toEqual(before);
      else {
        // The older one finds its values changed by the younger, which then goes back to what the older one had left.
        expect(left.find((one) => one.email === 'p1@example.com')).toMatchObject({ city: 'Rome' });
        expect(between).toHaveLength(13);
      }
    }
  });

  it('L19: goes on behind what is undone after a failure at every statement, and so does the import', async () => {
    const before = await dump(ctx);
    const rows = Array.from({ length: 3_300 }, (_, n) => [
      `p${n}@example.com`,
      `x${n}`,
      `Name ${n}`,
      'Rome',
      '',
      '',
      '',
      String(n),
      '',
      n % 2 ? 'even' : '',
      '',
    ]);
    const id = await createQueuedImport(ctx, fileOf(rows));
    const importFailures = await failEverywhere(
      ctx,
      id,
      async () => (await getCsvImport(ctx, { id: String(id) })).state === 'finished',
    );
    expect(await getCsvImport(ctx, { id: String(id) })).toMatchObject({
      createdCount: 3_288,
      updatedCount: 12,
      rejectedCount: 0,
      doneRowCount: 3_300,
    });
    expect(await ctx.db.prisma.crmRecord.count({ where: { deletedAt: null } })).toBe(3_300);
    await undoCsvImport(ctx, { id: String(id) });
    const undoFailures = await failEverywhere(
      ctx,
      id,
      async () => (await getCsvImport(ctx, { id: String(id) })).undo.state === 'finished',
    );
    expect(await dump(ctx)).toEqual(before);
    expect((await getCsvImport(ctx, { id: String(id) })).undo.counts).toMatchObject({
      deleted: 3_288,
      keptRecords: 0,
      keptValues: 0,
    });
    expect(importFailures).toBeGreaterThan(12);
    expect(undoFailures).toBeGreaterThan(9);
  });

  it('is for an ended import, once, and not for a viewer', async () => {
    const id = await createQueuedImport(
      ctx,
      fileOf([['p1@example.com', 'x1', 'New', '', '', '', '', '', '', '', '']]),
    );
    const ref = { id: String(id) };
    await expect(undoCsvImport(ctx, ref)).rejects.toMatchObject({ code: 'conflict' });
    await runToEnd(ctx, id, 10);
    await expect(undoCsvImport(await testContext({ role: 'viewer' }), ref)).rejects.toMatchObject({
      code: 'forbidden',
    });
    const answers = await Promise.allSettled([undoCsvImport(ctx, ref), undoCsvImport(ctx, ref)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual(['fulfilled', 'rejected']);
    await Promise.all([runCsvImport(ctx, id), runCsvImport(ctx, id)]);
    await expect(undoCsvImport(ctx, ref)).rejects.toMatchObject({ code: 'conflict' });
    expect((await getCsvImport(ctx, ref)).undo).toMatchObject({ state: 'finished', counts: { restored: 1 } });
  });
});

/** Runs until it is done, and fails once at every statement of every batch on the way. Returns how often it failed. */
async function failEverywhere(ctx: FlowContext, id: bigint, isDone: () => Promise<boolean>): Promise<number> {
  let failures = 0;
  for (let at = 1; !(await isDone()); at += 1) {
    await ctx.db.pool.query('UPDATE csv_imports SET lease_until = NULL WHERE id = $1', [id]);
    failures += await runCsvImport(failingAt(ctx, at), id, { batchRows: 300 }).then(
      () => 0,
      () => 1,
    );
  }
  return failures;
}
