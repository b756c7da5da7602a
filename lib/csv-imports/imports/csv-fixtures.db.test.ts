import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { contactsFile, windowsContactsFile } from '@/prisma/seed/contact-files';
import { createQueuedImport } from '@/prisma/seed/csv-imports';
import { testContext } from '@/prisma/test-context';
import { getCsvImport, listRefusedRows, runCsvImport } from '@/lib/csv-imports';

const file = (name: string): Buffer =>
  readFileSync(new URL(`../../../e2e/fixtures/${name}`, import.meta.url));

it('has its files as prisma/seed/contact-files.ts makes them', () => {
  expect(file('contacts.csv').equals(contactsFile())).toBe(true);
  expect(file('contacts-windows-1252.csv').equals(windowsContactsFile())).toBe(true);
});

it('reads a file as a German spreadsheet writes it', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const id = await createQueuedImport(ctx, file('contacts.csv'));
  await runCsvImport(ctx, id);
  expect(await getCsvImport(ctx, { id: String(id) })).toMatchObject({
    state: 'finished',
    format: { encoding: 'utf-8', delimiter: ';', hasHeader: true },
    rowCount: 300,
    createdCount: 298,
    rejectedCount: 2,
    leftCount: 1,
  });
  expect((await listRefusedRows(ctx, { id: String(id) })).map((row) => [row.rowNumber, row.reason])).toEqual([
    [52, '“klaus.klammeraffe(at)hafenwerk.example” is not an e-mail address.'],
    [254, 'Has neither an e-mail address nor a name nor a phone number.'],
  ]);
  const people = await ctx.db.prisma.crmRecord.findMany();
  expect(people.filter((person) => person.street?.includes('\nc/o "')).length).toBeGreaterThan(20);
  expect(people.filter((person) => person.consentState === 'given').length).toBeGreaterThan(200);
  expect(people.every((person) => person.email !== null && person.emailKey !== null)).toBe(true);
});

it('reads a file in Windows-1252, its dashes, quotes and euro signs too', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const id = await createQueuedImport(ctx, file('contacts-windows-1252.csv'), { entity: 'lead' });
  await runCsvImport(ctx, id);
  expect(await getCsvImport(ctx, { id: String(id) })).toMatchObject({
    format: { encoding: 'windows-1252', delimiter: ',' },
    createdCount: 40,
    rejectedCount: 0,
  });
  expect(
    await ctx.db.prisma.crmRecord.findFirst({ where: { emailKey: 'soeren.oneill@quayside.example' } }),
  ).toMatchObject({
    firstName: 'Søren',
    lastName: 'O’Neill – “Sol”',
    company: 'Café €uro',
    city: 'Århus',
    country: 'DK',
  });
});
