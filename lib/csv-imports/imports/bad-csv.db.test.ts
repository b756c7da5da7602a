import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';

import type { FlowContext } from '@/lib/context';
import { createQueuedImport } from '@/prisma/seed/csv-imports';
import { testContext } from '@/prisma/test-context';
import {
  exportCsvImportErrors,
  getCsvImport,
  listRefusedRows,
  previewCsvImport,
  runCsvImport,
  startCsvImport,
  uploadCsvFile,
} from '@/lib/csv-imports';

async function* parts(...all: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of all) yield typeof part === 'string' ? Buffer.from(part) : part;
}

const upload = (ctx: FlowContext, body: AsyncIterable<Uint8Array>, fileName = 'people.csv') =>
  uploadCsvFile(ctx, { query: { entity: 'contact', fileName }, body, contentLength: null });

/** What the database holds of files, imports and people. */
async function stored(ctx: FlowContext): Promise<number> {
  const { prisma } = ctx.db;
  const counts = await Promise.all([
    prisma.csvImport.count(),
    prisma.csvImportChunk.count(),
    prisma.csvImportRow.count(),
    prisma.crmRecord.count(),
  ]);
  return counts.reduce((sum, count) => sum + count, 0);
}

async function importAll(ctx: FlowContext, bytes: string | Uint8Array) {
  const id = await createQueuedImport(ctx, bytes);
  await runCsvImport(ctx, id);
  return { id: String(id), view: await getCsvImport(ctx, { id: String(id) }) };
}

async function errorFile(ctx: FlowContext, id: string): Promise<string> {
  let text = '';
  for await (const part of exportCsvImportErrors(ctx, { id })) text += part;
  return text;
}

describe('a file that can’t be an import', () => {
  it('is refused by name as it arrives, and nothing of it is kept', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const noise = Buffer.from(Array.from({ length: 6_000 }, (_, n) => (n * 7919 + (n >> 3) * 31) & 0xff));
    const wide = Array.from({ length: 5_000 }, (_, n) => `c${n}`).join(',');
    const cases: [body: (string | Uint8Array)[], says: string][] = [
      [[], 'This file is empty.'],
      [[Buffer.from([0xef, 0xbb, 0xbf])], 'This file holds no rows.'],
      [['\r\n\r\n\n'], 'This file holds no rows.'],
      [[noise], 'people.csv is not a text file.'],
      [[Buffer.alloc(3_000)], 'people.csv is not a text file.'],
      [
        [Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0', 'latin1')],
        'people.csv is not a text file.',
      ],
      [[Buffer.from('%PDF-1.7\nx')], 'people.csv is a PDF.'],
      [[`${wide}\n${wide}\n`], 'This file has 5,000 columns; at most 500 are read.'],
      [['"E-mail,First name\nada@example.com,Ada\n'], 'Row 1 opens a quote that never closes.'],
    ];
    for (const [body, says] of cases) {
      await expect(upload(ctx, parts(...body))).rejects.toMatchObject({
        code: 'invalid_input',
        userMessage: expect.stringContaining(says) as string,
      });
    }
    expect(await stored(ctx)).toBe(0);
  });

  it('is refused after two megabytes when its first row never ends, however much would follow', async () => {
    const ctx = await testContext({ role: 'marketer' });
    let sent = 0;
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      for (; sent < 1_000_000_000; sent += 500_000) yield Buffer.alloc(500_000, 'x');
    };
    await expect(upload(ctx, endless())).rejects.toMatchObject({
      userMessage: expect.stringContaining('Row 1 is longer than 1,000,000 characters') as string,
    });
    expect(sent).toBeLessThan(4_000_000);
    expect(await stored(ctx)).toBe(0);
  });

  it('is not started when nobody stands in it or a quote never closes, and says so before', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const start = async (text: string) => {
      const ref = await upload(ctx, parts(text));
      const { format, mapping, options, notice } = await previewCsvImport(ctx, { ...ref, query: {} });
      return { notice, start: startCsvImport(ctx, { ...ref, format, mapping, options }) };
    };
    const bare = await start('E-mail,First name\n');
    expect(bare.notice).toContain('a header row and nobody below it');
    await expect(bare.start).rejects.toMatchObject({
      code: 'invalid_input',
      userMessage: expect.stringContaining('nothing to import') as string,
    });
    const open = await start(
      'E-mail,First name\nada@example.com,Ada\n\n"bob@example.com,Bob\ncarl@example.com,Carl\n',
    );
    expect(open.notice).toContain('Row 4 opens a quote that never closes');
    await expect(open.start).rejects.toMatchObject({
      code: 'invalid_input',
      userMessage: expect.stringContaining(
        'Row 4 opens a quote that never closes. Rows up to 3 could be read.',
      ) as string,
    });
    expect(await ctx.db.prisma.csvImport.count({ where: { state: { not: 'uploaded' } } })).toBe(0);
    expect(await ctx.db.prisma.crmRecord.count()).toBe(0);
  });

  it('warns when two columns have one name, and takes neither for the other', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const ref = await upload(
      ctx,
      parts('E-mail,Phone,E-mail,Phone\nada@example.com,1,other@example.com,2\n'),
    );
    const preview = await previewCsvImport(ctx, { ...ref, query: {} });
    expect(preview).toMatchObject({
      mapping: { 0: 'email', 1: 'phone' },
      notice: expect.stringContaining('More than one column is called “E-mail”') as string,
    });
    await startCsvImport(ctx, {
      ...ref,
      format: preview.format,
      mapping: { 2: 'email', 3: 'phone' },
      options: preview.options,
    });
    await runCsvImport(ctx, BigInt(ref.id));
    expect(
      await ctx.db.prisma.crmRecord.findMany({
        where: { emailKey: { in: ['ada@example.com', 'other@example.com'] } },
      }),
    ).toMatchObject([{ email: 'other@example.com', phone: '2' }]);
  });
});

describe('a file with bad cells', () => {
  it('in UTF-16 of either order, marked or not, comes in like any other', async () => {
    const ctx = await testContext({ role: 'marketer' });
    let n = 0;
    for (const encoding of ['utf-16le', 'utf-16be'] as const) {
      for (const addBOM of [true, false]) {
        n += 1;
        const { view } = await importAll(
          ctx,
          iconv.encode(
            `E-mail\tVorname\tOrt\r\nutf16-${n}@example.com\tJürgen\tKöln 🏙\r\nnope\t\t\r\n`,
            encoding,
            { addBOM },
          ),
        );
        expect(view).toMatchObject({
          format: { encoding, delimiter: '\t' },
          createdCount: 1,
          rejectedCount: 1,
        });
      }
    }
    const people = await ctx.db.prisma.crmRecord.findMany({ where: { emailKey: { startsWith: 'utf16-' } } });
    expect(people.map((person) => `${person.firstName} ${person.city}`)).toEqual(
      Array.from({ length: 4 }, () => 'Jürgen Köln 🏙'),
    );
  });

  it('leaves them empty one by one: NUL, too long, no date, no choice; refuses for them only where it was asked to', async () => {
    const ctx = await testContext({ role: 'marketer' });
    await ctx.db.prisma.customField.create({
      data: {
        entity: 'contact',
        key: 'plan',
        label: 'Plan',
        type: 'choice',
        choices: [{ value: 'basic', label: 'Basic' }],
      },
    });
    const file = [
      'E-mail,First name,Birthday,Plan,Tags,Notes',
      'cells-1@example.com,Ada,1984-02-29,Basic,VIP,fine',
      'cells-2@example.com,A\0da,,,,NUL',
      `cells-3@example.com,${'x'.repeat(50_000)},,,,long`,
      `cells-4@example.com,Ada,,,,${'x'.repeat(50_000)}`,
      'cells-5@example.com,Ada,31.02.1984,,,no such day',
      'cells-6@example.com,Ada,,Gold,,no such choice',
      `cells-7@example.com,Ada,,,${'t'.repeat(101)},long tag`,
      `${'a'.repeat(50_000)}@example.com,Ada,,,,long address`,
    ].join('\r\n');
    const kept = await importAll(ctx, file);
    expect(kept.view).toMatchObject({ rowCount: 8, createdCount: 7, rejectedCount: 1, leftCount: 5 });
    await ctx.db.prisma.crmRecord.deleteMany({ where: { emailKey: { startsWith: 'cells-' } } });
    const again = await createQueuedImport(ctx, file, { options: { refuseFor: 'all' } });
    await runCsvImport(ctx, again);
    const id = String(again);
    expect(await getCsvImport(ctx, { id })).toMatchObject({
      state: 'finished',
      rowCount: 8,
      createdCount: 2,
      rejectedCount: 6,
      leftCount: 0,
    });
    const refused = await listRefusedRows(ctx, { id });
    expect(refused.map((row) => [row.rowNumber, row.reason.slice(0, 100)])).toEqual([
      [3, 'First name holds a NUL character, which can’t be stored.'],
      [4, 'First name has 50000 characters, at most 255 fit.'],
      [6, expect.stringContaining('Birthday “31.02.1984” is not a date.')],
      [7, 'Plan “Gold” is none of its choices: Basic.'],
      [8, expect.stringContaining('has 101 characters, at most 100 fit')],
      [9, expect.stringContaining('characters, at most')],
    ]);
    expect(await ctx.db.prisma.crmRecord.count({ where: { emailKey: { startsWith: 'cells-' } } })).toBe(2);
  });

  it('hands them back in a file that brings the same rows in once they are corrected, formulas too', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const cells = ['=1+1', "'=1+1", "''=1+1", '+44 20 7946 0958', '-', '@home', "'quoted'", 'say "hi"; a,b'];
    const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
    const { id, view } = await importAll(
      ctx,
      ["E-mail,'=Name", ...cells.map((cell, n) => `again-${n}(at)example.com,${quoted(cell)}`)].join('\n'),
    );
    expect(view).toMatchObject({ createdCount: 0, rejectedCount: 8, headers: ['E-mail', '=Name'] });
    const file = await errorFile(ctx, id);
    const lines = file.replace('\uFEFF', '').split('\r\n');
    expect(lines[0]).toBe("Row,Reason,E-mail,'=Name");
    expect(lines[1]).toBe(
      "2,“again-0(at)example.com” is not an e-mail address.,again-0(at)example.com,'=1+1",
    );
    expect(lines.slice(1, -1).every((line) => !/,"?[=+\-@]/.test(line))).toBe(true);
    const again = await createQueuedImport(ctx, file.replaceAll('(at)', '@'), {
      mapping: { 2: 'email', 3: 'lastName' },
    });
    await runCsvImport(ctx, again);
    const people = await ctx.db.prisma.crmRecord.findMany({
      where: { emailKey: { startsWith: 'again-' } },
      orderBy: { id: 'asc' },
    });
    expect(people.map((person) => person.lastName)).toEqual([
      '=1+1',
      '=1+1',
      "'=1+1",
      '+44 20 7946 0958',
      '-',
      '@home',
      "'quoted'",
      'say "hi"; a,b',
    ]);
  });
});
