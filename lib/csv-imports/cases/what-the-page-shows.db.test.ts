import { expect, it } from 'vitest';

import {
  getAddressNotes,
  listRefusedRows,
  previewCsvImport,
  runCsvImport,
  startCsvImport,
  uploadCsvFile,
} from '@/lib/csv-imports';
import type { FlowContext } from '@/lib/context';
import { testContext } from '@/prisma/test-context';

const upload = (ctx: FlowContext, text: string) =>
  uploadCsvFile(ctx, {
    query: { entity: 'contact', fileName: 'people.csv' },
    body: (async function* () {
      yield Buffer.from(text);
    })(),
    contentLength: null,
  });

it('shows the rows above the table, how each column is read, and the answers of one that speaks of consent', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const ref = await upload(
    ctx,
    'Our people\n\nE-mail,Status,Note\na@head.example,unsubscribed,x\nb@head.example,subscribed,\n',
  );
  const preview = await previewCsvImport(ctx, { ...ref, query: {} });
  expect(preview.format.firstRow).toBe(3);
  expect(preview.head.map(({ rowNumber, cells }) => [rowNumber, cells[0]])).toEqual([
    [1, 'Our people'],
    [3, 'E-mail'],
    [4, 'a@head.example'],
    [5, 'b@head.example'],
  ]);
  expect(preview.columns.map(({ reader }) => reader?.read ?? null)).toEqual(['address', 'consent', null]);
  expect(preview.columns[1]?.answers).toEqual({ unsubscribed: 1, subscribed: 1 });
});

it('says afterwards which addresses were cleaned and which look like slips, and lists values left empty', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const ref = await upload(ctx, 'E-mail,Birthday\nmailto:c@notes.example,\nd@gmial.com,31.02.1984\n');
  await startCsvImport(ctx, ref);
  await runCsvImport(ctx, BigInt(ref.id));
  expect(await getAddressNotes(ctx, ref)).toEqual({
    cleanedCount: 1,
    cleaned: ['mailto:c@notes.example'],
    slips: [{ address: 'd@gmial.com', meant: 'd@gmail.com' }],
  });
  expect(await listRefusedRows(ctx, { ...ref, outcome: 'left' })).toMatchObject([{ rowNumber: 3 }]);
  expect(await listRefusedRows(ctx, ref)).toEqual([]);
});

it('says that a column is left out as last time where somebody took its field away', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const text = 'E-mail,Job title,Seat\ne@memory.example,Buyer,12\n';
  const first = await upload(ctx, text);
  await startCsvImport(ctx, { ...first, mapping: { 0: 'email' } });
  await runCsvImport(ctx, BigInt(first.id));
  const { columns } = await previewCsvImport(ctx, { ...(await upload(ctx, text)), query: {} });
  expect(columns.map(({ remembered, suggested }) => [remembered, suggested])).toEqual([
    [true, 'email'],
    [true, null],
    [false, null],
  ]);
});
