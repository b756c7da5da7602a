import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { createQueuedImport } from '@/prisma/seed/csv-imports';
import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';
import {
  archiveCustomField,
  changeRecordTag,
  createCustomField,
  createRecord,
  deleteRecord,
  getRecord,
  getRecordNow,
  getRecordPage,
  listPurchases,
  recordConsent,
  recordTimeline,
  undoBulk,
  updateRecord,
  upsertCarts,
  upsertOrders,
} from '../index';
import { runCsvImport } from '@/lib/csv-imports';

type Ctx = Awaited<ReturnType<typeof testContext>>;
const titles = async (ctx: Ctx, id: string): Promise<string[]> =>
  (await recordTimeline(ctx, { id })).items.map((item) => item.title);

describe('a record’s page', () => {
  it('holds custom fields with archived ones that hold something, tags by name, computed fields with 0 and nothing', async () => {
    const ctx = await testContext({ role: 'admin' });
    const stamp = randomUUID().slice(0, 8);
    const [kept, empty] = [
      await createCustomField(ctx, { entity: 'customer', label: `Kept ${stamp}`, type: 'yesno' }),
      await createCustomField(ctx, { entity: 'customer', label: `Empty ${stamp}`, type: 'text' }),
    ];
    const made = await createRecord(ctx, {
      entity: 'customer',
      firstName: 'Ada',
      custom: { [kept.key]: 'yes' },
    });
    for (const tag of ['zebra', 'Apple']) await changeRecordTag(ctx, { id: made.id, change: 'give', tag });
    for (const field of [kept, empty])
      await archiveCustomField(ctx, { id: field.id, version: field.version });
    const page = await getRecordPage(ctx, { id: made.id, entity: 'customer' });
    expect(page.tags).toEqual(['Apple', 'zebra']);
    expect(page.fields.filter((field) => field.source === 'custom')).toMatchObject([
      { label: `Kept ${stamp}`, archived: true },
    ]);
    expect(page.computed).toMatchObject({
      orderCount: '0',
      lifetimeValue: '0',
      lastOrderAt: null,
      engagementScore: '0',
    });
    expect(
      page.fields.filter((field) => field.source === 'stats').every((field) => Boolean(field.definition)),
    ).toBe(true);
    expect((await recordTimeline(ctx, { id: made.id })).items.at(-1)?.title).toBe('Record created');
    await expect(getRecordPage(ctx, { id: made.id, entity: 'lead' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(
      getRecordPage(await testContext({ role: 'viewer' }), { id: made.id, entity: 'customer' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('tells every line of consent with its words and who wrote it down, a later one about earlier times too', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const made = await createRecord(ctx, { entity: 'contact', email: `${randomUUID()}@consent.example` });
    await recordConsent(ctx, { recordId: made.id, state: 'withdrawn', at: '2026-05-01T10:00:00Z' });
    await recordConsent(ctx, { recordId: made.id, state: 'given', text: 'Yes.', at: '2026-04-01T10:00:00Z' });
    const { consents, record } = await getRecordPage(ctx, { id: made.id, entity: 'contact' });
    expect(record.consent).toBe('withdrawn');
    expect(consents).toMatchObject([
      {
        state: 'withdrawn',
        text: null,
        at: '2026-05-01T10:00:00.000Z',
        by: expect.stringContaining('marketer'),
      },
      {
        state: 'given',
        text: 'Yes.',
        at: '2026-04-01T10:00:00.000Z',
        by: expect.stringContaining('marketer'),
      },
    ]);
  });

  it('pages through orders with their items, newest first, and calls a cart abandoned that nobody touched', async () => {
    const ctx = await testContext({ role: 'marketer', now: () => new Date('2026-11-21T12:00:00Z') });
    const { id } = await createRecord(ctx, { entity: 'customer', firstName: 'Buyer' });
    const stamp = randomUUID();
    const order = (n: number) => ({
      externalId: `${stamp}-${n}`,
      customer: { id },
      currency: 'EUR',
      total: 10 + n,
      placedAt: `2026-10-${String(1 + Math.floor(n / 2)).padStart(2, '0')}T08:00:00Z`,
      items: [{ sku: `S${n}`, quantity: 2, unitPrice: 5 }],
    });
    await upsertOrders(
      ctx,
      Array.from({ length: 23 }, (_, n) => order(n)),
    );
    const cart = (n: number, touchedAt: string) => ({
      externalId: `${stamp}-c${n}`,
      customer: { id },
      currency: 'EUR',
      total: 9,
      touchedAt,
    });
    await upsertCarts(ctx, [cart(1, '2026-11-21T11:50:00Z'), cart(2, '2026-11-20T11:50:00Z')]);
    const seen: string[] = [];
    for (let before: string | null = null, pages = 0; pages < 5; pages += 1) {
      const page = await listPurchases(ctx, { id, kind: 'order', before });
      expect(page.total).toBe(23);
      seen.push(...page.items.map((item) => item.items[0]?.sku ?? ''));
      before = page.nextBefore;
      if (!before) break;
    }
    expect(seen).toEqual(Array.from({ length: 23 }, (_, n) => `S${22 - n}`));
    expect((await listPurchases(ctx, { id, kind: 'cart' })).items.map((item) => item.status)).toEqual([
      'open',
      'abandoned',
    ]);
    expect((await listPurchases(ctx, { id, kind: 'order', before: 'nonsense' })).items).toHaveLength(10);
  });

  it('tells someone whose state is old what stands now and who changed it', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const made = await createRecord(ctx, { entity: 'contact', firstName: 'Shared', city: 'Bern' });
    const other = await testContext({ role: 'admin' });
    await updateRecord(other, { id: made.id, version: made.version, city: 'Basel' });
    await expect(
      updateRecord(ctx, { id: made.id, version: made.version, city: 'Geneva' }),
    ).rejects.toMatchObject({ code: 'stale' });
    const now = await getRecordNow(ctx, { id: made.id, since: made.updatedAt });
    expect(now).toMatchObject({
      by: 'A admin',
      also: [],
      record: { version: made.version + 1, values: { city: 'Basel' } },
    });
    expect(
      await updateRecord(ctx, { id: made.id, version: now.record.version, city: 'Geneva' }),
    ).toMatchObject({ values: { city: 'Geneva' } });
    expect(await titles(ctx, made.id)).toEqual(['City changed', 'City changed', 'Record created']);
  });

  it('tells them of custom fields, tags and consent too, and keeps all of it', async () => {
    const ctx = await testContext({ role: 'admin' });
    const stamp = randomUUID().slice(0, 8);
    const [one, two] = [
      await createCustomField(ctx, { entity: 'lead', label: `One ${stamp}`, type: 'text' }),
      await createCustomField(ctx, { entity: 'lead', label: `Two ${stamp}`, type: 'number' }),
    ];
    const made = await createRecord(ctx, {
      entity: 'lead',
      firstName: 'Shared',
      email: `${stamp}@two.example`,
      custom: { [one.key]: 'mine', [two.key]: '1' },
    });
    const other = await testContext({ role: 'marketer' });
    const theirs = await updateRecord(other, {
      id: made.id,
      version: made.version,
      custom: { [two.key]: '2' },
    });
    await changeRecordTag(other, { id: made.id, change: 'give', tag: `Fair ${stamp}` });
    await recordConsent(other, { recordId: made.id, state: 'withdrawn' });
    const save = (version: number) =>
      updateRecord(ctx, { id: made.id, version, custom: { [one.key]: 'changed' } });
    await expect(save(made.version)).rejects.toMatchObject({ code: 'stale' });
    await expect(save(theirs.version)).rejects.toMatchObject({ code: 'stale' });
    const now = await getRecordNow(ctx, { id: made.id, since: made.updatedAt });
    expect(now.record.values).toMatchObject({ [`custom.${two.key}`]: '2', [`custom.${one.key}`]: 'mine' });
    expect(now.also).toEqual(
      expect.arrayContaining([{ title: 'Tags changed', detail: `given Fair ${stamp}` }]),
    );
    expect(now.also.some(({ title }) => title.startsWith('Marketing consent'))).toBe(true);
    expect((await save(now.record.version)).values).toMatchObject({
      [`custom.${two.key}`]: '2',
      [`custom.${one.key}`]: 'changed',
    });
    expect(await getRecordPage(ctx, { id: made.id, entity: 'lead' })).toMatchObject({
      tags: [`Fair ${stamp}`],
      record: { consent: 'withdrawn' },
    });
  });
});

describe('tags of a record', () => {
  it('keep what two people give and take at once', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const { id } = await createRecord(ctx, { entity: 'contact', firstName: 'Tagged' });
    await changeRecordTag(ctx, { id, change: 'give', tag: 'old' });
    await Promise.all([
      changeRecordTag(ctx, { id, change: 'give', tag: 'one' }),
      changeRecordTag(ctx, { id, change: 'give', tag: 'two' }),
      changeRecordTag(ctx, { id, change: 'take', tag: 'OLD' }),
    ]);
    expect((await getRecordPage(ctx, { id, entity: 'contact' })).tags).toEqual(['one', 'two']);
    const { version } = await getRecord(ctx, { id });
    expect((await changeRecordTag(ctx, { id, change: 'give', tag: 'One' })).version).toBe(version);
    expect((await changeRecordTag(ctx, { id, change: 'take', tag: 'never given' })).version).toBe(version);
    for (const tag of ['', 'a,b', 'x'.repeat(101), 'nul\u0000'])
      await expect(changeRecordTag(ctx, { id, change: 'give', tag })).rejects.toThrow();
    await expect(
      changeRecordTag(await testContext({ role: 'viewer' }), { id, change: 'give', tag: 'no' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('the timeline', () => {
  it('leaves out what only follows from a line of its own, and says which file a record came by', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const email = `${randomUUID()}@file.example`;
    const importId = await createQueuedImport(
      ctx,
      `E-mail,First name,Phone,Consent\r\n${email},Ada,+44 20 7946 0000,yes\r\n`,
    );
    await runCsvImport(ctx, importId);
    const { id } = await ctx.db.prisma.crmRecord.findFirstOrThrow({ where: { email } });
    const { items } = await recordTimeline(ctx, { id: String(id) });
    expect(items.at(-1)).toMatchObject({
      kind: 'created',
      title: 'Record created',
      by: `CSV import ${importId}`,
    });
    const record = await getRecord(ctx, { id: String(id) });
    await updateRecord(ctx, {
      id: record.id,
      version: record.version,
      email: `new-${email}`,
      phone: '+44 20 7946 0001',
    });
    await createQueuedImport(ctx, `E-mail,Phone\r\nnew-${email},+44 20 7946 0002\r\n`, {
      options: { matchBy: 'email' },
    }).then((second) => runCsvImport(ctx, second));
    const told = await titles(ctx, record.id);
    expect(told.filter((title) => /emailKey|E164|consentAt/.test(title))).toEqual([]);
    expect(told.filter((title) => title === 'Phone changed')).toHaveLength(2);
    expect(told.filter((title) => title.startsWith('Consent'))).toEqual(['Consent given']);
  });

  it('names owners, and choices as people read them', async () => {
    const ctx = await testContext({ role: 'admin' });
    const field = await createCustomField(ctx, {
      entity: 'lead',
      label: `Size ${randomUUID().slice(0, 8)}`,
      type: 'yesno',
    });
    const made = await createRecord(ctx, { entity: 'lead', firstName: 'Owned' });
    const changed = await updateRecord(ctx, {
      id: made.id,
      version: 1,
      ownerId: null,
      custom: { [field.key]: 'no' },
    });
    expect(changed.owner).toBeNull();
    const { items } = await recordTimeline(ctx, { id: made.id });
    expect(items.map((item) => [item.title, item.detail])).toEqual(
      expect.arrayContaining([
        ['Owner changed', 'A admin → nobody'],
        [`${field.label} added`, 'No'],
      ]),
    );
  });
});

it('a deleted record comes back by the undo of who deleted it, and of nobody else', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const [record] = await createRecords(ctx.db.prisma, 1);
  const id = String(record?.id);
  const { undo } = await deleteRecord(ctx, { id });
  await expect(getRecord(ctx, { id })).rejects.toMatchObject({ code: 'not_found' });
  if (!undo) throw new Error('no undo');
  await expect(undoBulk(await testContext({ role: 'marketer' }), undo)).rejects.toMatchObject({
    code: 'conflict',
  });
  await undoBulk(ctx, undo);
  expect((await getRecord(ctx, { id })).id).toBe(id);
  expect(await titles(ctx, id)).toEqual(['Record brought back', 'Record deleted', 'Record created']);
});
