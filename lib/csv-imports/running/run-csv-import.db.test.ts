import { describe, expect, it } from 'vitest';

import {
  createQueuedImport,
  importedCounts as counts,
  importedPeople as stored,
  peopleFile as people,
} from '@/prisma/seed/csv-imports';
import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';
import { exportCsvImportErrors, getCsvImport, runCsvImport } from '@/lib/csv-imports';

async function readAll(parts: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of parts) text += part;
  return text;
}

describe('a CSV import', () => {
  it('creates people, updates those it knows by e-mail and says what it did', async () => {
    const ctx = await testContext({ role: 'marketer' });
    await createRecords(ctx.db.prisma, 1, { email: 'Known-1@Example.com', city: 'Porto', company: 'Serra' });
    const id = await createQueuedImport(
      ctx,
      'E-mail;Vorname;Ort;Firma\r\nknown-1@example.com;Mateus;Lisboa;\r\nknown-2@example.com;Ingrid;Bergen;Fjordline\r\n',
    );
    await runCsvImport(ctx, id);
    expect(await counts(ctx, id)).toMatchObject({
      state: 'finished',
      rowCount: 2,
      createdCount: 1,
      updatedCount: 1,
      rejectedCount: 0,
    });
    const [first, second] = await stored(ctx, 'known');
    expect(first).toMatchObject({
      email: 'known-1@example.com',
      firstName: 'Mateus',
      city: 'Lisboa',
      company: 'Serra',
      version: 2,
    });
    expect(second).toMatchObject({
      firstName: 'Ingrid',
      company: 'Fjordline',
      ownerId: BigInt(ctx.actor.kind === 'person' ? ctx.actor.userId : 0),
    });
    const changes = await ctx.db.prisma.recordChange.findMany({
      where: { recordId: first?.id ?? 0n },
      orderBy: { field: 'asc' },
    });
    expect(
      changes.map(({ field, before, after, origin, causeId }) => ({ field, before, after, origin, causeId })),
    ).toContainEqual({
      field: 'city',
      before: 'Porto',
      after: 'Lisboa',
      origin: 'csv',
      causeId: String(id),
    });
    expect(changes.map((change) => change.field)).not.toContain('company');
  });

  it('changes nothing the second time', async () => {
    const ctx = await testContext({ role: 'marketer' });
    await runCsvImport(ctx, await createQueuedImport(ctx, people(50, 'twice')));
    const before = await stored(ctx, 'twice');
    const again = await createQueuedImport(ctx, people(50, 'twice'));
    await runCsvImport(ctx, again);
    expect(await counts(ctx, again)).toMatchObject({ createdCount: 0, updatedCount: 0, unchangedCount: 50 });
    expect(await stored(ctx, 'twice')).toEqual(before);
  });

  it('refuses bad rows by name, brings the others in, and lists values that it left empty', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const id = await createQueuedImport(
      ctx,
      [
        'First name,E-mail,Birthday',
        'Good,bad-1@example.com,29.02.1984',
        '=Bad,not an address,',
        'Bad,bad-2@example.com,30.02.1984',
        ',,',
        'Nameless address only,,',
        `${'x'.repeat(256)},bad-3@example.com,`,
        'Too,bad-4@example.com,1990-01-01,many,cells',
      ].join('\n'),
    );
    await runCsvImport(ctx, id);
    expect(await counts(ctx, id)).toMatchObject({
      state: 'finished',
      rowCount: 6,
      createdCount: 4,
      rejectedCount: 2,
      leftCount: 2,
    });
    expect((await stored(ctx, 'bad'))[0]?.birthday?.toISOString()).toBe('1984-02-29T00:00:00.000Z');
    const file = await readAll(exportCsvImportErrors(ctx, { id: String(id) }));
    expect(file).toContain('Row,Reason,First name,E-mail,Birthday\r\n');
    expect(file).toContain("3,“not an address” is not an e-mail address.,'=Bad,not an address,\r\n");
    const left = await readAll(exportCsvImportErrors(ctx, { id: String(id), outcome: 'left' }));
    expect(left).toContain(
      '4,"Birthday “30.02.1984” is not a date. Write it as 1984-02-29, with a four-digit year.",Bad,',
    );
    expect(left).toContain('7,"First name has 256 characters, at most 255 fit."');
    expect(file).toContain('8,Has 5 cells where the first row has 3');
  });

  it('takes a person named twice as one person; the later row wins and an empty cell keeps', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const id = await createQueuedImport(
      ctx,
      'E-mail,First name,City\nsame-1@example.com,Old,Lyon\nSAME-1@EXAMPLE.COM,New,\nsame-1@example.com,New,',
    );
    await runCsvImport(ctx, id);
    expect(await counts(ctx, id)).toMatchObject({ createdCount: 1, updatedCount: 2, unchangedCount: 0 });
    expect(await stored(ctx, 'same')).toMatchObject([
      { firstName: 'New', city: 'Lyon', email: 'same-1@example.com' },
    ]);
  });

  it('gives people the owner that their row names, by name or address, and says which owner is nobody', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const [olga, otto] = await Promise.all(
      ['olga', 'otto'].map((name) =>
        ctx.db.prisma.user.create({
          data: { email: `${name}@company.example`, name: `${name} Owner`, role: 'marketer' },
        }),
      ),
    );
    await Promise.all(
      ['one', 'two'].map((name) =>
        ctx.db.prisma.user.create({
          data: { email: `${name}@company.example`, name: 'Sam Same', role: 'admin' },
        }),
      ),
    );
    await createRecords(ctx.db.prisma, 1, { email: 'owned-1@example.com', ownerId: otto?.id ?? null });
    const id = await createQueuedImport(
      ctx,
      [
        'E-mail,Owner',
        'owned-1@example.com,Olga owner',
        'owned-2@example.com,OTTO@company.example',
        'owned-3@example.com,',
        'owned-4@example.com,Sam Same',
        'owned-5@example.com,Nobody',
      ].join('\n'),
      {
        options: { ownerId: String(olga?.id), ownerOf: 'created' },
      },
    );
    await runCsvImport(ctx, id);
    expect(await counts(ctx, id)).toMatchObject({ createdCount: 4, updatedCount: 1, rejectedCount: 0 });
    expect((await stored(ctx, 'owned')).map((record) => record.ownerId)).toEqual([
      olga?.id,
      otto?.id,
      olga?.id,
      olga?.id,
      olga?.id,
    ]);
    const file = await readAll(exportCsvImportErrors(ctx, { id: String(id), outcome: 'left' }));
    expect(file).toContain(
      '5,Owner “Sam Same” is the name of more than one person. Write the e-mail address instead.,',
    );
    expect(file).toContain(
      '6,Owner “Nobody” is nobody who works here. Write the name or e-mail address of a user.,',
    );
  });

  it('empties what is empty in the file when asked to', async () => {
    const ctx = await testContext({ role: 'marketer' });
    await createRecords(ctx.db.prisma, 1, {
      email: 'clear-1@example.com',
      city: 'Porto',
      phone: '1',
      company: 'Serra',
    });
    const id = await createQueuedImport(ctx, 'E-mail,City,Phone\nclear-1@example.com,,', {
      options: { emptyCells: 'clear' },
    });
    await runCsvImport(ctx, id);
    expect(await stored(ctx, 'clear')).toMatchObject([{ city: null, phone: null, company: 'Serra' }]);
  });

  it('never takes an opt-out back, and keeps the record’s consent history', async () => {
    const ctx = await testContext({ role: 'marketer' });
    await createRecords(ctx.db.prisma, 1, { email: 'opt-1@example.com', consentState: 'withdrawn' });
    await createRecords(ctx.db.prisma, 1, { email: 'opt-2@example.com' });
    const id = await createQueuedImport(
      ctx,
      'E-mail,Newsletter,City\nopt-1@example.com,yes,Rome\nopt-2@example.com,no,Rome\nopt-3@example.com,yes,Rome',
    );
    await runCsvImport(ctx, id);
    expect(await counts(ctx, id)).toMatchObject({ createdCount: 1, updatedCount: 1, rejectedCount: 1 });
    const records = await stored(ctx, 'opt');
    expect(records.map((record) => [record.consentState, record.city])).toEqual([
      ['withdrawn', null],
      ['withdrawn', 'Rome'],
      ['given', 'Rome'],
    ]);
    const consents = await ctx.db.prisma.consent.findMany({
      where: { recordId: { in: records.map((record) => record.id) } },
      orderBy: { recordId: 'asc' },
    });
    expect(consents.map((consent) => [consent.state, consent.origin])).toEqual([
      ['withdrawn', 'import'],
      ['given', 'import'],
    ]);
  });

  it('fails with the row named when one has no end, and keeps what came before', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const id = await createQueuedImport(
      ctx,
      `${people(2_500, 'quote')}\nEve,"closed late ${'x'.repeat(1_100_000)}",x@example.com,Lyon\n`,
    );
    await runCsvImport(ctx, id);
    const row = await getCsvImport(ctx, { id: String(id) });
    expect(row.state).toBe('failed');
    expect(row.error).toContain(
      'Row 2,502 is longer than 1,000,000 characters, usually because a quote opens and never closes. Rows up to 2,501 could be read.',
    );
    expect(row.doneRowCount).toBe(2_500);
    expect(await stored(ctx, 'quote')).toHaveLength(2_500);
  });

  it('reads a phone with the country of its row and keeps the number when the country is not in a later file', async () => {
    const ctx = await testContext({ role: 'marketer' });
    await runCsvImport(
      ctx,
      await createQueuedImport(ctx, 'E-mail,Phone,Land\ntel-1@example.com,040 12345678,Deutschland'),
    );
    const again = await createQueuedImport(ctx, 'E-mail,Phone\ntel-1@example.com,040 12345678');
    await runCsvImport(ctx, again);
    expect(await stored(ctx, 'tel')).toMatchObject([
      { phone: '040 12345678', phoneE164: '+494012345678', country: 'DE' },
    ]);
    expect(await counts(ctx, again)).toMatchObject({ unchangedCount: 1, updatedCount: 0 });
  });
});
