import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';

import type { FlowContext } from '@/lib/context';
import { createQueuedImport } from '@/prisma/seed/csv-imports';
import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';
import { parseTableQuery } from '@/lib/table-query';
import { readChunks } from '../reading/csv-chunks';
import {
  cancelCsvImport,
  discardCsvImport,
  getCsvImport,
  listCsvImports,
  previewCsvImport,
  runCsvImport,
  startCsvImport,
  uploadCsvFile,
} from '@/lib/csv-imports';
import { exportRecords } from '@/lib/crm/index';
import { csvImportGrid } from '../csv-import-grid';
import { maxCsvBytes } from '../schemas';
import { recordGrid } from '@/lib/crm/grid/record-grid';

async function* pieces(...parts: (string | Uint8Array | Error)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield typeof part === 'string' ? Buffer.from(part) : part;
  }
}

const upload = (
  ctx: FlowContext,
  body: AsyncIterable<Uint8Array>,
  contentLength: number | null = null,
  fileName = 'people.csv',
) => uploadCsvFile(ctx, { query: { entity: 'contact', fileName }, body, contentLength });

const left = async (ctx: FlowContext): Promise<number> => {
  const { rows } = await ctx.db.pool.query<{ n: number }>(
    `SELECT (SELECT count(*) FROM csv_imports WHERE state IN ('uploading', 'uploaded'))::int + (SELECT count(*) FROM csv_import_chunks)::int AS n`,
  );
  return rows[0]?.n ?? -1;
};

describe('an uploaded file', () => {
  it('with a name that can’t be stored is refused by name and leaves nothing', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const before = await left(ctx);
    for (const name of ['peo\u0000ple.csv', 'peo\ud800ple.csv'])
      await expect(upload(ctx, pieces('E-mail\na@example.com'), null, name)).rejects.toMatchObject({
        issues: [{ path: ['fileName'], message: expect.stringContaining('can’t be stored') as string }],
      });
    expect(await left(ctx)).toBe(before);
  });

  it('is stored byte for byte in pieces, with its rows counted', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const lines = Array.from({ length: 90_000 }, (_, n) => `Ada ${n},ada-${n}@example.com\r\n`);
    const bytes = Buffer.from(`Name,E-mail\r\n${lines.join('')}`);
    const { id } = await upload(
      ctx,
      pieces(bytes.subarray(0, 1_234_567), bytes.subarray(1_234_567)),
      bytes.length,
    );
    expect(await getCsvImport(ctx, { id })).toMatchObject({
      state: 'uploaded',
      rowCount: 90_000,
      byteCount: bytes.length,
      headers: ['Name', 'E-mail'],
    });
    const stored: Buffer[] = [];
    for await (const piece of readChunks(ctx.db, BigInt(id))) stored.push(piece);
    expect(stored.length).toBe(Math.ceil(bytes.length / 1_000_000));
    expect(Buffer.concat(stored).equals(bytes)).toBe(true);
    await discardCsvImport(ctx, { id });
    expect(await left(ctx)).toBe(0);
  });

  it('leaves nothing when it breaks off, was cut on the way, or is no CSV', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const big = 'x'.repeat(1_500_000);
    await expect(upload(ctx, pieces('a,b\n', big, new Error('connection reset')))).rejects.toThrow(
      'connection reset',
    );
    await expect(upload(ctx, pieces('a,b\n1,2\n'), 9_999)).rejects.toThrow(/Only 8 bytes of 10.kB arrived/);
    await expect(upload(ctx, pieces())).rejects.toThrow('This file is empty');
    await expect(upload(ctx, pieces('\n\n\n'))).rejects.toThrow('holds no rows');
    await expect(
      upload(ctx, pieces(Buffer.from('PK\x03\x04rest', 'latin1')), null, 'people.xlsx'),
    ).rejects.toThrow('people.xlsx is an Excel workbook');
    await expect(upload(ctx, pieces('never read'), maxCsvBytes + 1)).rejects.toThrow(/larger than 1.GB/);
    await expect(upload(ctx, pieces(`${'a,'.repeat(600)}\n1`))).rejects.toThrow('601 columns; at most 500');
    await expect(upload(ctx, pieces('"never closed,\n1'))).rejects.toMatchObject({
      userMessage: expect.stringContaining('never closes') as string,
    });
    expect(await left(ctx)).toBe(0);
  });

  it('is Windows-1252 when its bytes are no UTF-8, even at the seam of two pieces', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const head = Buffer.from(`Name;Ort\n${'A;B\n'.repeat(249_997)}`.slice(0, 999_999));
    const utf8 = await upload(ctx, pieces(head, Buffer.from('ü;x\n')));
    expect((await getCsvImport(ctx, utf8)).format).toEqual({
      encoding: 'utf-8',
      delimiter: ';',
      hasHeader: true,
      firstRow: 1,
    });
    const latin = await upload(ctx, pieces(head, iconv.encode('ü;x\n', 'windows-1252')));
    expect((await getCsvImport(ctx, latin)).format.encoding).toBe('windows-1252');
    const torn = await upload(ctx, pieces('Name;Ort\nA;', Buffer.from([0xc3])));
    expect((await getCsvImport(ctx, torn)).format.encoding).toBe('windows-1252');
    for (const one of [utf8, latin, torn]) await discardCsvImport(ctx, one);
  });

  it('is swept away when its process died a day ago, not while it may still arrive', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const blank = {
      entity: 'contact' as const,
      fileName: 'x',
      byteCount: 0n,
      encoding: 'utf-8',
      delimiter: ',',
      headers: [],
      state: 'uploading' as const,
    };
    const old = await ctx.db.prisma.csvImport.create({
      data: { ...blank, createdAt: new Date(Date.now() - 90_000_000) },
    });
    const fresh = await ctx.db.prisma.csvImport.create({ data: blank });
    await discardCsvImport(ctx, await upload(ctx, pieces('a,b\n1,2')));
    const kept = await ctx.db.prisma.csvImport.findMany({ where: { id: { in: [old.id, fresh.id] } } });
    expect(kept.map((row) => row.id)).toEqual([fresh.id]);
    await expect(getCsvImport(ctx, { id: String(fresh.id) })).rejects.toMatchObject({ code: 'not_found' });
    await ctx.db.prisma.csvImport.delete({ where: { id: fresh.id } });
  });
});

describe('the mapping step', () => {
  it('shows columns, samples and the first rows as they would become', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const ref = await upload(
      ctx,
      pieces('Vorname|E-Mail|Geburtstag|Land\nAda|ada@example.com|12/31/1999|Österreich\nBob|nope||\n'),
    );
    const preview = await previewCsvImport(ctx, { ...ref, query: {} });
    expect(preview).toMatchObject({
      format: { delimiter: '|' },
      rowCount: 2,
      mapping: { 0: 'firstName', 1: 'email', 2: 'birthday', 3: 'country' },
      options: { dateOrder: 'mdy' },
      rows: [
        { rowNumber: 2, values: { birthday: '1999-12-31', country: 'AT' }, problem: null },
        { rowNumber: 3, problem: '“nope” is not an e-mail address.' },
      ],
    });
    expect(preview.columns[1]?.samples).toEqual(['ada@example.com', 'nope']);
    const headless = await previewCsvImport(ctx, {
      ...ref,
      query: { format: { ...preview.format, hasHeader: false } },
    });
    expect(headless).toMatchObject({ rowCount: 3, columns: [{ header: 'Column 1' }, {}, {}, {}] });
    const wrong = await previewCsvImport(ctx, {
      ...ref,
      query: { format: { ...preview.format, delimiter: ',' } },
    });
    expect(wrong.notice).toContain('one single column');
    await discardCsvImport(ctx, ref);
  });

  it('starts once, with a column that says who a person is, and not by a viewer', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const ref = await upload(ctx, pieces('First name,E-mail,City\nAda,start@example.com,Lyon\n'));
    const { format, mapping, options } = await previewCsvImport(ctx, { ...ref, query: {} });
    const start = (change: object, who = ctx) =>
      startCsvImport(who, { ...ref, format, mapping, options, ...change });
    await expect(start({ mapping: { 2: 'city' } })).rejects.toThrow('No column says who a person is');
    await expect(start({ mapping: {} })).rejects.toThrow('Choose a field');
    await expect(start({ mapping: { 0: 'firstName', 1: 'firstName' } })).rejects.toThrow('same field');
    await expect(start({ mapping: { 0: 'createdAt' } })).rejects.toThrow();
    await expect(start({ options: { ...options, matchBy: 'externalId' } })).rejects.toThrow('needs a column');
    const viewer = await testContext({ role: 'viewer' });
    await expect(start({}, viewer)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(upload(viewer, pieces('a'))).rejects.toMatchObject({ code: 'forbidden' });
    const answers = await Promise.allSettled([start({}), start({})]);
    expect(answers.map((answer) => answer.status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(previewCsvImport(ctx, { ...ref, query: {} })).rejects.toMatchObject({ code: 'conflict' });
    await expect(discardCsvImport(ctx, ref)).rejects.toMatchObject({ code: 'conflict' });
    await cancelCsvImport(ctx, ref);
    await runCsvImport(ctx, BigInt(ref.id));
    expect(await getCsvImport(ctx, ref)).toMatchObject({ state: 'cancelled', doneRowCount: 0 });
    expect(await ctx.db.prisma.csvImportChunk.count({ where: { importId: BigInt(ref.id) } })).toBe(0);
    await expect(cancelCsvImport(ctx, ref)).rejects.toMatchObject({ code: 'conflict' });
  });
});

it('stops between batches when someone cancels it, and keeps what is stored', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const id = await createQueuedImport(
    ctx,
    ['First name,E-mail', ...Array.from({ length: 5_000 }, (_, n) => `A,cancel-${n}@example.com`)].join('\n'),
  );
  const cancelOnceUnderWay = async (): Promise<void> => {
    while ((await getCsvImport(ctx, { id: String(id) })).doneRowCount === 0);
    await cancelCsvImport(ctx, { id: String(id) });
  };
  await Promise.all([runCsvImport(ctx, id, { batchRows: 500 }), cancelOnceUnderWay()]);
  const row = await getCsvImport(ctx, { id: String(id) });
  expect(row.state).toBe('cancelled');
  expect(row.doneRowCount).toBeLessThan(5_000);
  expect(await ctx.db.prisma.crmRecord.count({ where: { emailKey: { startsWith: 'cancel-' } } })).toBe(
    row.createdCount,
  );
});

it('takes its own export back without a change', async () => {
  const ctx = await testContext({ role: 'marketer' });
  await createRecords(ctx.db.prisma, 3, (n) => ({
    entity: 'customer',
    firstName: ['=1+1', "'=1+1", "''@home'"][n] ?? '',
    phone: '+44 20 7946 0958',
    street: 'a\nb "c"',
    company: '-Round trip',
    birthday: new Date('1984-02-29T00:00:00Z'),
  }));
  let text = '';
  for await (const part of exportRecords(ctx, {
    entity: 'customer',
    query: parseTableQuery({}, recordGrid.table),
  }))
    text += part;
  const before = await ctx.db.prisma.crmRecord.findMany({
    where: { entity: 'customer' },
    orderBy: { id: 'asc' },
    omit: { phoneE164: true, updatedAt: true, version: true },
  });
  const id = await createQueuedImport(ctx, text, { entity: 'customer' });
  await runCsvImport(ctx, id);
  expect(await getCsvImport(ctx, { id: String(id) })).toMatchObject({ createdCount: 0, rejectedCount: 0 });
  expect(
    await ctx.db.prisma.crmRecord.findMany({
      where: { entity: 'customer' },
      orderBy: { id: 'asc' },
      omit: { phoneE164: true, updatedAt: true, version: true },
    }),
  ).toEqual(before);
});

it('lists imports by state, entity and file name', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const ref = await upload(ctx, pieces('a,b\n1,2'), null, 'spring_100%.csv');
  const list = async (params: Record<string, string>) =>
    (await listCsvImports(ctx, parseTableQuery(params, csvImportGrid.table))).rows.map((row) => row.id);
  expect(await list({ q: 'g_100%' })).toEqual([ref.id]);
  expect(await list({ q: 'gx100' })).toEqual([]);
  expect(await list({ 'f.state': 'any:uploaded', 'f.entity': 'any:contact' })).toEqual([ref.id]);
  expect(await list({ 'f.state': 'any:running' })).toEqual([]);
  expect(await list({ 'f.state': 'any:nonsense' })).toEqual([]);
  await discardCsvImport(ctx, ref);
});
