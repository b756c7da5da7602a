import { expect, it } from 'vitest';

import {
  getCsvImport,
  listRefusedRows,
  previewCsvImport,
  runCsvImport,
  startCsvImport,
  undoCsvImport,
  uploadCsvFile,
} from '@/lib/csv-imports';
import type { FlowContext } from '@/lib/context';
import { createQueuedImport, importedPeople } from '@/prisma/seed/csv-imports';
import { createRecords } from '@/prisma/seed/records';
import { recordConsent, recordTimeline } from '@/lib/crm';
import { evaluateList, listMembers, memberGrid, readStaircase } from '@/lib/marketing-lists';
import { parseTableQuery } from '@/lib/table-query';
import { condition, createList, createPerson, filterOf } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';

const upload = async (ctx: FlowContext, text: string, fileName = 'people.csv') =>
  uploadCsvFile(ctx, {
    query: { entity: 'contact', fileName },
    body: (async function* () {
      yield Buffer.from(text);
    })(),
    contentLength: null,
  });

it('counts before the start who is marked as opted out, once per row whatever number of columns says so', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const ref = await upload(
    ctx,
    'email,Unsubscribed,Bounced\na@count.example,yes,yes\nb@count.example,no,yes\nc@count.example,no,no\nd@count.example,1,\n',
  );
  expect(await previewCsvImport(ctx, { ...ref, query: {} })).toMatchObject({
    optedOutCount: 3,
    questions: [],
  });
  const one = await upload(
    ctx,
    'email,Email Opt Out\na@count.example,yes\nb@count.example,no\nc@count.example,yes\n',
  );
  expect(await previewCsvImport(ctx, { ...one, query: {} })).toMatchObject({ optedOutCount: 2 });
});

it('warns of a column that says who opted out and is left out', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const ref = await upload(ctx, 'email,Email Opt Out\na@left.example,yes\n');
  const preview = await previewCsvImport(ctx, { ...ref, query: { mapping: { 0: 'email' } } });
  expect(preview.warnings).toMatchObject([{ code: 'opt_out_left_out', column: 1 }]);
});

it('doesn’t start while a question is open, and starts as answered', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const ref = await upload(ctx, 'email,Opt-in/Opt-out\nyes@asked.example,yes\nno@asked.example,no\n');
  await expect(startCsvImport(ctx, ref)).rejects.toMatchObject({
    code: 'conflict',
    fieldErrors: { 'answers.opt_out_sense:1': expect.stringContaining('Opt-in/Opt-out') as string },
  });
  await startCsvImport(ctx, { ...ref, answers: { 'opt_out_sense:1': 'yes_is_opted_out' } });
  await runCsvImport(ctx, BigInt(ref.id));
  const people = await ctx.db.prisma.crmRecord.findMany({
    where: { emailKey: { endsWith: '@asked.example' } },
    orderBy: { id: 'asc' },
  });
  expect(people.map(({ consentState }) => consentState)).toEqual(['withdrawn', 'unknown']);
});

it('keeps when, where and in which words somebody agreed, and when they left', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const id = await createQueuedImport(
    ctx,
    'email,Opt-in,Opt-in time,Signup page,Wording,Unsubscribed at\nwords-1@example.com,yes,2024-03-01T09:30:00Z,/club,I want the monthly letter,\nwords-2@example.com,yes,2024-03-01T09:30:00Z,/club,I want it,2025-06-07T08:00:00Z\n',
    {
      mapping: {
        0: 'email',
        1: 'consentState',
        2: 'consentAt',
        3: 'consentSource',
        4: 'consentText',
        5: 'consentState',
      },
    },
  );
  await runCsvImport(ctx, id);
  const people = await importedPeople(ctx, 'words');
  expect(people.map(({ consentState, consentAt }) => [consentState, consentAt?.toISOString()])).toEqual([
    ['given', '2024-03-01T09:30:00.000Z'],
    ['withdrawn', '2025-06-07T08:00:00.000Z'],
  ]);
  expect(await ctx.db.prisma.consent.findFirst({ where: { recordId: people[0]?.id ?? 0n } })).toMatchObject({
    state: 'given',
    text: 'I want the monthly letter',
    source: '/club',
    consentAt: new Date('2024-03-01T09:30:00Z'),
  });
});

it('keeps the consents of SMS and push beside that of mail, each with when, where and in which words', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const importedAt = ctx.now();
  const [known, gone] = await createRecords(ctx.db.prisma, 2, (n) => ({
    email: `sms-${n + 1}@example.com`,
    firstName: 'Here before',
  }));
  await recordConsent(ctx, { recordId: String(gone?.id), channel: 'sms', state: 'withdrawn', text: 'STOP' });
  const id = await createQueuedImport(
    ctx,
    [
      'email,Email opt-in,SMS opt-in,SMS opt-in time,SMS page,SMS words,Push opt-in',
      'sms-1@example.com,,yes,2024-03-01T09:30:00Z,/club,Text me,no',
      'sms-2@example.com,yes,yes,2024-03-01T09:30:00Z,/club,Text me,yes',
      'sms-3@example.com,no,yes,,,,',
      'sms-3@example.com,,no,,,,yes',
      'sms-4@example.com,yes,perhaps,,,,',
    ].join('\n'),
    {
      mapping: {
        ...{ 0: 'email', 1: 'consentState', 2: 'smsConsentState', 3: 'smsConsentAt' },
        ...{ 4: 'smsConsentSource', 5: 'smsConsentText', 6: 'pushConsentState' },
      },
      answers: { 'opt_out_word:2:perhaps': 'nothing' },
    },
  );
  await runCsvImport(ctx, id);
  const states = async () =>
    (await importedPeople(ctx, 'sms')).map((one) => [
      one.consentState,
      one.smsConsentState,
      one.smsConsentAt && (one.smsConsentAt < importedAt ? one.smsConsentAt.toISOString() : 'now'),
      one.pushConsentState,
    ]);
  const optedOutBefore = ['unknown', 'withdrawn', 'now', 'unknown'];
  expect(await states()).toEqual([
    ['unknown', 'given', '2024-03-01T09:30:00.000Z', 'withdrawn'],
    optedOutBefore,
    // Who opted out in one of two rows has opted out.
    ['withdrawn', 'withdrawn', 'now', 'given'],
    ['given', 'unknown', null, 'unknown'],
  ]);
  expect(await listRefusedRows(ctx, { id: String(id) })).toMatchObject([
    { rowNumber: 3, reason: expect.stringContaining('opted out of SMS here') as string },
  ]);
  expect(
    await ctx.db.prisma.consent.findMany({
      where: { recordId: known?.id ?? 0n },
      select: { channel: true, state: true, text: true, source: true, origin: true },
      orderBy: { id: 'asc' },
    }),
  ).toEqual([
    { channel: 'sms', state: 'given', text: 'Text me', source: '/club', origin: 'import' },
    { channel: 'push', state: 'withdrawn', text: null, source: null, origin: 'import' },
  ]);
  const { items } = await recordTimeline(ctx, { id: String(known?.id) });
  expect(
    items
      .map(({ title }) => title)
      .slice(0, 2)
      .sort(),
  ).toEqual(['Opted out of push', 'SMS consent given']);

  await undoCsvImport(ctx, { id: String(id) });
  await runCsvImport(ctx, id);
  // What was agreed to goes with the file; an opt-out of any channel stays.
  expect(await states()).toEqual([
    ['unknown', 'unknown', null, 'withdrawn'],
    optedOutBefore,
    ['withdrawn', 'withdrawn', 'now', 'given'],
    ['given', 'unknown', null, 'unknown'],
  ]);
  expect((await getCsvImport(ctx, { id: String(id) })).undo.counts).toMatchObject({
    deleted: 2,
    keptOptOuts: 1,
  });
});

it('takes away with a file of suppressions and gives nothing: nobody is made, nobody agrees, an undo brings nobody back', async () => {
  const ctx = await testContext({ role: 'marketer' });
  await createRecords(ctx.db.prisma, 1, {
    email: 'gone-1@example.com',
    firstName: 'Stays',
    consentState: 'given',
  });
  await createRecords(ctx.db.prisma, 1, { email: 'Gone-1@example.com', entity: 'lead' });
  await createRecords(ctx.db.prisma, 1, { email: 'gone-2@example.com', consentState: 'withdrawn' });
  await createRecords(ctx.db.prisma, 1, { email: 'stays-1@example.com' });
  const id = await createQueuedImport(
    ctx,
    'GONE-1@example.com,subscribed,Renamed\ngone-2@example.com,yes,x\ngone-3@example.com,yes,x\nno address,yes,x\n',
    { kind: 'suppression', fileName: 'unsubscribed.csv' },
  );
  await runCsvImport(ctx, id);
  expect(await getCsvImport(ctx, { id: String(id) })).toMatchObject({
    ...{ state: 'finished', kind: 'suppression', createdCount: 0, updatedCount: 1, unchangedCount: 1 },
    ...{ skippedCount: 1, rejectedCount: 1 },
  });
  expect(await listRefusedRows(ctx, { id: String(id) })).toMatchObject([{ rowNumber: 4 }]);
  expect(await ctx.db.prisma.suppressedAddress.findMany({ select: { emailKey: true } })).toEqual([
    { emailKey: 'gone-3@example.com' },
  ]);
  const states = async () =>
    (
      await ctx.db.prisma.crmRecord.findMany({
        where: { emailKey: { endsWith: '-1@example.com' } },
        orderBy: { id: 'asc' },
      })
    )
      .filter(({ emailKey }) => emailKey?.startsWith('gone') || emailKey?.startsWith('stays'))
      .map(({ emailKey, entity, consentState, firstName }) => [
        emailKey,
        entity,
        consentState,
        firstName === 'Stays',
      ]);
  const after = [
    ['gone-1@example.com', 'contact', 'withdrawn', true],
    ['gone-1@example.com', 'lead', 'withdrawn', false],
    ['stays-1@example.com', 'contact', 'unknown', false],
  ];
  expect(await states()).toEqual(after);
  expect(await ctx.db.prisma.crmRecord.count({ where: { emailKey: 'gone-3@example.com' } })).toBe(0);
  await undoCsvImport(ctx, { id: String(id) });
  await runCsvImport(ctx, id);
  expect((await getCsvImport(ctx, { id: String(id) })).undo.state).toBe('finished');
  expect(await states()).toEqual(after);
});

it('remembers a suppressed address that nobody has yet: whoever comes with it is not mailed until they agree', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const { prisma } = ctx.db;
  const id = await createQueuedImport(ctx, 'later@remembered.example\n', {
    kind: 'suppression',
    fileName: 'out.csv',
  });
  await runCsvImport(ctx, id);
  expect(await getCsvImport(ctx, { id: String(id) })).toMatchObject({ state: 'finished', skippedCount: 1 });
  const person = await createPerson(prisma, { email: 'Later@Remembered.example' });
  const listId = await createList(prisma, {
    filter: filterOf(condition('email', 'contains', 'remembered.example')),
  });
  await evaluateList(ctx, listId);
  const member = async () =>
    (await listMembers(ctx, String(listId), parseTableQuery({}, memberGrid.table))).rows[0];
  const allowed = async () =>
    (await readStaircase(ctx, String(listId))).steps.find(({ key }) => key === 'allowed')?.count;
  expect([(await member())?.reasonCode, await allowed()]).toEqual(['opted_out', 0]);
  await recordConsent(ctx, { recordId: String(person), state: 'given', text: 'Yes, write to me again' });
  expect([(await member())?.reasonCode, await allowed()]).toEqual([null, 1]);
});
