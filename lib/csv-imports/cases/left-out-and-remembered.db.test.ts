import { expect, it } from 'vitest';

import {
  exportCsvImportErrors,
  getCsvImport,
  previewCsvImport,
  runCsvImport,
  startCsvImport,
  uploadCsvFile,
} from '@/lib/csv-imports';
import type { FlowContext } from '@/lib/context';
import { createQueuedImport, importedPeople } from '@/prisma/seed/csv-imports';
import { testContext } from '@/prisma/test-context';

const upload = async (ctx: FlowContext, text: string) =>
  uploadCsvFile(ctx, {
    query: { entity: 'lead', fileName: 'people.csv' },
    body: (async function* () {
      yield Buffer.from(text);
    })(),
    contentLength: null,
  });

it('loses nobody for one value, and its list of those values can be corrected and imported again', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const id = await createQueuedImport(
    ctx,
    'E-mail,First name,Birthday,Owner\nvalue-1@example.com,Ada,31.02.1984,Nobody\nvalue-2@example.com,Bo,01.02.1984,\n',
  );
  await runCsvImport(ctx, id);
  expect(await getCsvImport(ctx, { id: String(id) })).toMatchObject({
    createdCount: 2,
    rejectedCount: 0,
    leftCount: 2,
  });
  let file = '';
  for await (const part of exportCsvImportErrors(ctx, { id: String(id), outcome: 'left' })) file += part;
  expect(file.split('\r\n')).toHaveLength(3);
  const again = await createQueuedImport(
    ctx,
    file.replaceAll('31.02.1984', '28.02.1984').replace(',Nobody', ','),
  );
  await runCsvImport(ctx, again);
  expect(await getCsvImport(ctx, { id: String(again) })).toMatchObject({
    createdCount: 0,
    updatedCount: 1,
    leftCount: 0,
  });
  expect(
    (await importedPeople(ctx, 'value')).map(({ birthday }) => birthday?.toISOString().slice(0, 10)),
  ).toEqual(['1984-02-28', '1984-02-01']);
});

it('refuses the row for the fields that one says', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const id = await createQueuedImport(
    ctx,
    'E-mail,First name,Birthday,City\nstrict-1@example.com,Ada,31.02.1984,Rome\nstrict-2@example.com,Bo,,\n',
    { options: { refuseFor: ['birthday'] } },
  );
  await runCsvImport(ctx, id);
  expect(await getCsvImport(ctx, { id: String(id) })).toMatchObject({
    createdCount: 1,
    rejectedCount: 1,
    leftCount: 0,
  });
});

it('remembers a column as left out only where somebody took its field away', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const start = async (text: string, mapping?: Record<string, string>) => {
    const ref = await upload(ctx, text);
    const preview = await previewCsvImport(ctx, { ...ref, query: {} });
    await startCsvImport(ctx, { ...ref, ...(mapping ? { mapping } : {}) });
    await runCsvImport(ctx, BigInt(ref.id));
    return preview.mapping;
  };
  expect(await start('email,Job title,Position\na@memory.example,Buyer,left wing\n')).toEqual({
    0: 'email',
    1: 'jobTitle',
  });
  expect(await start('email,Position\nb@memory.example,Head of sales\n', { 0: 'email' })).toEqual({
    0: 'email',
    1: 'jobTitle',
  });
  expect(await start('email,Position\nc@memory.example,Head of sales\n')).toEqual({ 0: 'email' });
});

it('leaves what a record holds where a value can’t be read, also where empty cells empty their fields', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const bring = async (text: string) => {
    const id = await createQueuedImport(ctx, text, { options: { emptyCells: 'clear' } });
    await runCsvImport(ctx, id);
    return getCsvImport(ctx, { id: String(id) });
  };
  await bring(
    'E-mail,First name,Birthday,City\nunsaid-1@example.com,Ada,1984-02-29,Rome\nunsaid-2@example.com,Bo,--03-07,Oslo\n',
  );
  expect(
    await bring(
      'E-mail,First name,Birthday,City\nunsaid-1@example.com,Ada,31.02.1984,\nunsaid-2@example.com,,soon,Oslo\n',
    ),
  ).toMatchObject({ updatedCount: 2, leftCount: 2 });
  expect(
    (await importedPeople(ctx, 'unsaid')).map((one) => ({
      ...{ birthday: one.birthday?.toISOString().slice(0, 10) ?? null, monthDay: one.birthdayMonthDay },
      ...{ firstName: one.firstName, city: one.city },
    })),
  ).toEqual([
    { birthday: '1984-02-29', monthDay: null, firstName: 'Ada', city: null },
    { birthday: null, monthDay: '03-07', firstName: null, city: 'Oslo' },
  ]);
});
