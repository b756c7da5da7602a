import { describe, expect, it } from 'vitest';

import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';
import { AppError } from '@/lib/errors';
import { parseTableQuery } from '@/lib/table-query';
import {
  createRecord,
  deleteRecord,
  exportRecords,
  getRecord,
  getRecordMarketing,
  listRecords,
  recordConsent,
  recordTimeline,
  updateRecord,
} from '../index';
import { recordGrid } from '../grid/record-grid';
import { UpdateRecordInput } from '../schemas';

const refusal = async (promise: Promise<unknown>): Promise<AppError> => {
  const error: unknown = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error('was not refused', { cause: error });
  return error;
};

const query = (params: Record<string, string>) => parseTableQuery(params, recordGrid.table);

describe('a record', () => {
  it('keeps what was typed beside what it was read as', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const made = await createRecord(ctx, {
      entity: 'lead',
      firstName: ' Zoë ',
      email: 'Zoë.Öst@MÜLLER.example',
      phone: '040 / 123456-78',
      country: 'Deutschland',
      language: 'Deutsch',
      birthday: '1984-02-29',
    });
    expect(made.values).toMatchObject({
      firstName: 'Zoë',
      email: 'Zoë.Öst@MÜLLER.example',
      country: 'DE',
      language: 'de',
      birthday: '1984-02-29',
      phone: '040 / 123456-78',
    });
    expect(made).toMatchObject({
      emailKey: 'zoë.öst@xn--mller-kva.example',
      phoneE164: '+494012345678',
      entity: 'lead',
      version: 1,
    });
    expect(made.owner?.id).toBe(ctx.actor.kind === 'person' ? ctx.actor.userId : '');
  });

  it('names each field that does not fit', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const bad = await refusal(
      createRecord(ctx, { entity: 'contact', email: 'not an address', birthday: '2984-01-01' }),
    );
    expect(bad.fieldErrors).toEqual({
      email: '“not an address” is not an e-mail address.',
      birthday: 'Birthday 2984-01-01 lies in the future.',
    });
    expect(
      (await refusal(createRecord(ctx, { entity: 'contact', city: 'Lyon' }))).fieldErrors,
    ).toHaveProperty('email');
  });

  it('is made, changed, deleted and its consent recorded by marketers, not by viewers', async () => {
    const ctx = await testContext({ role: 'viewer' });
    const [record] = await createRecords(ctx.db.prisma, 1);
    const id = String(record?.id);
    for (const attempt of [
      createRecord(ctx, { entity: 'contact', firstName: 'A' }),
      updateRecord(ctx, { id, version: 1, firstName: 'B' }),
      deleteRecord(ctx, { id }),
      recordConsent(ctx, { recordId: id, state: 'withdrawn' }),
      listRecords(ctx, { entity: 'contact', query: query({}) }),
      recordTimeline(ctx, { id }),
      exportRecords(ctx, { entity: 'contact', query: query({}) }).next(),
    ])
      expect((await refusal(attempt)).code).toBe('forbidden');
  });

  it('changes only what is given, field by field with its history, and once', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const made = await createRecord(ctx, {
      entity: 'contact',
      firstName: 'Ada',
      email: 'ada.change@example.com',
      city: 'Lyon',
      phone: '040 12345678',
    });
    const changed = await updateRecord(ctx, { id: made.id, version: 1, city: 'Porto', country: 'DE' });
    expect(changed).toMatchObject({
      version: 2,
      phoneE164: '+494012345678',
      values: { city: 'Porto', firstName: 'Ada', email: 'ada.change@example.com' },
    });
    expect(await updateRecord(ctx, { id: made.id, version: 2, city: 'Porto' })).toMatchObject({ version: 2 });
    // An action parses the input before the verb does: what wasn't given must not come out of that as empty.
    expect(
      await updateRecord(ctx, UpdateRecordInput.parse({ id: made.id, version: 2, city: 'Porto' })),
    ).toMatchObject({ version: 2, values: { firstName: 'Ada' } });
    const changes = await ctx.db.prisma.recordChange.findMany({
      where: { recordId: BigInt(made.id) },
      orderBy: { id: 'asc' },
    });
    expect(changes.map((change) => [change.field, change.before, change.after, change.origin])).toEqual([
      ['created', null, null, 'person'],
      ['city', 'Lyon', 'Porto', 'person'],
      ['country', null, 'DE', 'person'],
    ]);
    const audit = await ctx.db.prisma.auditEntry.findMany({
      where: { subjectType: 'record', subjectId: made.id },
      orderBy: { id: 'asc' },
    });
    expect(audit.map((entry) => entry.action)).toEqual(['contact.create', 'contact.update']);
  });

  it('tells the second of two people who edit it at once', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const made = await createRecord(ctx, { entity: 'contact', firstName: 'Ada' });
    const answers = await Promise.allSettled([
      updateRecord(ctx, { id: made.id, version: 1, city: 'Porto' }),
      updateRecord(ctx, { id: made.id, version: 1, city: 'Lyon' }),
    ]);
    const refused = answers.filter((answer) => answer.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({ code: 'stale' });
    expect((await getRecord(ctx, { id: made.id })).version).toBe(2);
  });

  it('stays the same person when the address changes, and names those who share it', async () => {
    const ctx = await testContext({ role: 'marketer' });
    await createRecords(ctx.db.prisma, 1, {
      email: 'shared@example.com',
      firstName: 'Ana',
      lastName: 'Sousa',
    });
    const made = await createRecord(ctx, { entity: 'contact', firstName: 'Rui', email: 'rui@example.com' });
    await updateRecord(ctx, { id: made.id, version: 1, email: 'Shared@Example.com' });
    expect(await getRecord(ctx, { id: made.id })).toMatchObject({
      emailKey: 'shared@example.com',
      sameAddress: [{ name: 'Ana Sousa' }],
    });
  });

  it('records an opt-out at once and keeps the words of a later consent', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const made = await createRecord(ctx, {
      entity: 'contact',
      firstName: 'Opt',
      email: 'opt.out@example.com',
    });
    expect(await recordConsent(ctx, { recordId: made.id, state: 'withdrawn' })).toMatchObject({
      consent: 'withdrawn',
      version: 2,
    });
    await recordConsent(ctx, {
      recordId: made.id,
      state: 'given',
      text: 'Long ago',
      at: '2020-01-01T00:00:00Z',
    });
    expect((await getRecord(ctx, { id: made.id })).consent).toBe('withdrawn');
    await recordConsent(ctx, { recordId: made.id, state: 'given', text: 'Yes, write to me.' });
    expect((await getRecord(ctx, { id: made.id })).consent).toBe('given');
    const history = await ctx.db.prisma.consent.findMany({
      where: { recordId: BigInt(made.id) },
      orderBy: { id: 'asc' },
    });
    expect(history.map((line) => [line.state, line.text])).toEqual([
      ['withdrawn', null],
      ['given', 'Long ago'],
      ['given', 'Yes, write to me.'],
    ]);
    const [latest] = (await recordTimeline(ctx, { id: made.id })).items;
    expect(latest).toMatchObject({
      kind: 'consent',
      title: 'Consent given',
      detail: 'Yes, write to me.',
      by: 'A marketer',
    });
  });

  it('is gone from every grid once deleted, its history stays', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const made = await createRecord(ctx, { entity: 'contact', firstName: 'Gone', email: 'gone@example.com' });
    await deleteRecord(ctx, { id: made.id });
    expect((await refusal(getRecord(ctx, { id: made.id }))).code).toBe('not_found');
    expect(
      (await listRecords(ctx, { entity: 'contact', query: query({ q: 'gone@example.com' }) })).rows,
    ).toEqual([]);
    expect(await ctx.db.prisma.recordChange.count({ where: { recordId: BigInt(made.id) } })).toBe(2);
  });

  it('is not found by what can’t be an id, nor as another entity', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const made = await createRecord(ctx, { entity: 'contact', firstName: 'Only a contact' });
    for (const id of ['0', '-1', 'abc', '9223372036854775808', '1e3', ''])
      expect((await refusal(getRecord(ctx, { id }))).code).toBe('not_found');
    expect((await refusal(getRecord(ctx, { id: made.id, entity: 'lead' }))).code).toBe('not_found');
  });

  it('tells its timeline newest first, page by page, with lists and campaigns', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const { prisma } = ctx.db;
    const made = await createRecord(ctx, {
      entity: 'contact',
      firstName: 'Time',
      email: 'time.line@example.com',
    });
    const recordId = BigInt(made.id);
    const integration = await prisma.integration.create({ data: { name: `I ${made.id}`, username: 'u' } });
    const campaign = await prisma.emailCampaign.create({
      data: { integrationId: integration.id, dotdigitalId: 1, name: 'Spring', status: 'Sent' },
    });
    const person = { campaignId: campaign.id, dotdigitalContactId: 7, emailKey: 'time.line@example.com' };
    await prisma.campaignRecipient.create({
      data: { ...person, openCount: 1, sentAt: new Date('2030-01-01T10:00:00Z') },
    });
    await prisma.campaignOpen.create({ data: { ...person, openedAt: new Date('2030-01-01T11:00:00Z') } });
    const list = await prisma.marketingList.create({
      data: { name: `L ${made.id}`, entity: 'contact', type: 'dynamic', columns: ['email'], filter: {} },
    });
    await prisma.listItem.create({ data: { listId: list.id, recordId, inFilter: true } });
    await prisma.listEvent.create({
      data: {
        listId: list.id,
        recordId,
        kind: 'joined',
        cause: 'filter',
        at: new Date('2029-01-01T00:00:00Z'),
      },
    });
    await prisma.recordChange.createMany({
      data: Array.from({ length: 40 }, (_, n) => ({
        recordId,
        field: 'city',
        before: `City ${n}`,
        after: `City ${n + 1}`,
        origin: 'csv',
        causeId: '12',
        at: new Date(Date.UTC(2028, 0, 1, 0, Math.floor(n / 2))),
      })),
    });
    const first = await recordTimeline(ctx, { id: made.id });
    expect(first.items.slice(0, 4).map((item) => item.title)).toEqual([
      'Opened Spring',
      'Was sent Spring',
      `Joined the list L ${made.id}`,
      'City changed',
    ]);
    expect(first.items[3]).toMatchObject({ detail: 'City 39 → City 40', by: 'CSV import 12' });
    const second = await recordTimeline(ctx, { id: made.id, before: first.nextBefore });
    expect(second.nextBefore).toBeNull();
    expect(new Set([...first.items, ...second.items].map((item) => item.key)).size).toBe(44);
    expect(second.items.at(-1)?.title).toBe('Record created');
    expect(await getRecordMarketing(ctx, { id: made.id })).toMatchObject({
      lists: [{ name: `L ${made.id}`, state: 'member' }],
      campaigns: [{ name: 'Spring', openCount: 1, clickCount: 0 }],
    });
  });
});

describe('the grid of records', () => {
  it('searches names, address and company, with every sign meaning itself', async () => {
    const ctx = await testContext({ role: 'marketer' });
    await createRecords(ctx.db.prisma, 1, {
      entity: 'customer',
      firstName: 'Saoirse',
      lastName: 'Ní Bhriain',
      email: 'saoirse@glasnevin.example',
      company: '100%_Wool\\Co',
    });
    await createRecords(ctx.db.prisma, 3, {
      entity: 'customer',
      firstName: 'Plain',
      lastName: 'Person',
      company: '100 percent',
    });
    const search = async (q: string) =>
      (await listRecords(ctx, { entity: 'customer', query: query({ q }) })).total.value;
    expect(await search('bhriain saoirse')).toBe(1);
    expect(await search('GLASNEVIN')).toBe(1);
    expect(await search('100%')).toBe(1);
    expect(await search('_wool\\')).toBe(1);
    expect(await search("'; DROP TABLE users; --")).toBe(0);
    expect(await search('100')).toBe(4);
  });

  it('pages through every record once, in any order, and filters', async () => {
    const ctx = await testContext({ role: 'marketer' });
    await createRecords(ctx.db.prisma, 25, (n) => ({
      entity: 'lead',
      company: 'Paged',
      city: n % 2 ? 'Lyon' : null,
      email: n < 5 ? null : `paged-${n}@example.com`,
      consentState: n === 9 ? 'withdrawn' : 'given',
    }));
    for (const sort of ['name.asc', 'name.desc', 'company.desc', 'createdAt.desc']) {
      const seen: string[] = [];
      let cursor = '';
      do {
        const { rows, total, page } = await listRecords(ctx, {
          entity: 'lead',
          query: query({ 'f.company': 'is:paged', sort, size: '10', cursor }),
        });
        expect(total).toEqual({ value: 25, kind: 'exact' });
        seen.push(...rows.map((row) => row.id));
        cursor = page.nextCursor ?? '';
      } while (cursor !== '');
      expect(new Set(seen).size).toBe(25);
      expect(seen).toHaveLength(25);
    }
    const count = async (params: Record<string, string>) =>
      (await listRecords(ctx, { entity: 'lead', query: query({ 'f.company': 'is:paged', ...params }) })).total
        .value;
    expect(await count({ 'f.hasEmail': 'is:no' })).toBe(5);
    expect(await count({ 'f.consent': 'any:withdrawn' })).toBe(1);
    expect(await count({ 'f.city': 'contains:yo' })).toBe(12);
    expect(await count({ 'f.createdAt': 'between:2020-01-01,2020-01-02' })).toBe(0);
  });

  it('goes out as a CSV that calculates nothing', async () => {
    const ctx = await testContext({ role: 'marketer' });
    await createRecords(ctx.db.prisma, 1, {
      entity: 'lead',
      firstName: '=1+1',
      lastName: 'a "b", c',
      company: 'Csv only',
      phone: '+44 20',
      birthday: new Date('1984-02-29T00:00:00Z'),
    });
    let text = '';
    for await (const part of exportRecords(ctx, {
      entity: 'lead',
      query: query({ 'f.company': 'is:csv only', q: 'only' }),
    }))
      text += part;
    const [head, row, end] = text.split('\r\n');
    expect(head).toMatch(/^\uFEFFFirst name,Last name,E-mail,/);
    expect(row).toContain(`'=1+1,"a ""b"", c",`);
    expect(row).toContain(`,'+44 20,`);
    expect(row).toContain(',1984-02-29,');
    expect(end).toBe('');
  });
});
