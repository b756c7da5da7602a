import { describe, expect, it } from 'vitest';

import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';
import { undefuseCell } from '@/lib/csv';
import { parseTableQuery } from '@/lib/table-query';
import {
  bulkTags,
  createCustomField,
  exportRecords,
  listRecords,
  listTags,
  nameTags,
  readCatalogue,
  readGrid,
  upsertOrders,
} from '../index';
import { recordGrid } from './record-grid';

const query = (params: Record<string, string> = {}) => parseTableQuery(params, recordGrid.table);
type Ctx = Awaited<ReturnType<typeof testContext>>;

/** A file as a spreadsheet reads it: rows of cells. */
function readCsv(text: string): string[][] {
  const cells = [...text.replace('\uFEFF', '').matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n)/g)];
  const rows: string[][] = [[]];
  for (const [, quoted, bare, end] of cells) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end !== ',') rows.push([]);
  }
  return rows.slice(0, -1);
}

async function exported(
  ctx: Ctx,
  input: Parameters<typeof exportRecords>[1],
): Promise<{ head: string[]; rows: Record<string, string>[] }> {
  let text = '';
  for await (const part of exportRecords(ctx, input)) text += part;
  const [head = [], ...rows] = readCsv(text);
  return { head, rows: rows.map((row) => Object.fromEntries(row.map((cell, n) => [head[n] ?? '', cell]))) };
}

async function world() {
  const ctx = await testContext({ role: 'admin' });
  await ctx.db.pool.query('TRUNCATE crm_records, custom_fields, tags, orders RESTART IDENTITY CASCADE');
  const size = await createCustomField(ctx, {
    entity: 'customer',
    label: 'Size',
    type: 'choice',
    choices: [{ label: 'Quite large' }],
  });
  await createCustomField(ctx, { entity: 'customer', label: 'Member', type: 'yesno', choices: [] });
  const catalogue = await readCatalogue(ctx.db.prisma, 'customer');
  const large = size.choices[0]?.value ?? '';
  const people = await createRecords(ctx.db.prisma, 3, (n) => ({
    entity: 'customer',
    birthday: new Date('1984-02-29'),
    custom: n === 0 ? { [size.key]: large, member: true } : {},
  }));
  await upsertOrders(ctx, [
    {
      externalId: 'grid-1',
      customer: { id: String(people[0]?.id) },
      status: 'completed',
      currency: 'EUR',
      total: 12.5,
      placedAt: '2026-01-02T03:04:05Z',
    },
  ]);
  return { ctx, catalogue, people, size, large };
}

describe('the fields of a grid', () => {
  it('are read for the columns that its address asks for, computed and custom ones too, and for no others', async () => {
    const { ctx, size, large } = await world();
    const asked = (cols?: string) => readGrid(ctx, { entity: 'customer', params: { cols } });
    const { asked: more, fields } = await asked(
      `company,orderCount,lifetimeValue,lastOrderAt,birthday,custom.${size.key},custom.member,nothing,email`,
    );
    const { rows } = await listRecords(ctx, {
      entity: 'customer',
      query: query({ sort: 'createdAt.asc' }),
      more,
    });
    expect(rows[0]?.more).toEqual({
      orderCount: '1',
      lifetimeValue: '12.50',
      lifetimeValueCurrency: 'EUR',
      lifetimeValueLeftOut: null,
      lastOrderAt: '2026-01-02T03:04:05Z',
      birthday: '1984-02-29',
      [`custom.${size.key}`]: large,
      'custom.member': 'true',
    });
    expect(rows[1]?.more).toMatchObject({ orderCount: '0', lastOrderAt: null, [`custom.${size.key}`]: null });
    expect((await listRecords(ctx, { entity: 'customer', query: query() })).rows[0]?.more).toEqual({});
    expect((await asked()).asked.map(({ name }) => name)).toEqual([
      'orderCount',
      'lifetimeValue',
      'lifetimeValueCurrency',
      'lifetimeValueLeftOut',
      'lastOrderAt',
    ]);
    expect(fields.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['engagementScore', 'birthday', 'custom.member']),
    );
    expect(fields.map(({ name }) => name)).not.toContain('email');
  });

  it('stand in the file, all of them, of everyone shown or of those chosen, as an import reads them back', async () => {
    const { ctx, catalogue, people } = await world();
    const all = await exported(ctx, { entity: 'customer', query: query({ sort: 'createdAt.asc' }) });
    expect(all.head).toEqual(catalogue.map(({ label }) => label));
    expect(all.rows).toHaveLength(3);
    expect(all.rows[0]).toMatchObject({
      Birthday: '1984-02-29',
      'Order count': '1',
      'Lifetime value': '12.50',
      'Last order': '2026-01-02T03:04:05Z',
      Size: 'Quite large',
      Member: 'yes',
    });
    const chosen = await exported(ctx, {
      entity: 'customer',
      query: query(),
      choice: { kind: 'ids', ids: [String(people[1]?.id), '999999'] },
    });
    expect(chosen.rows.map((row) => row['E-mail'])).toEqual([people[1]?.email]);
    const elsewhere = await exported(ctx, {
      entity: 'lead',
      query: query(),
      choice: { kind: 'ids', ids: [String(people[1]?.id)] },
    });
    expect(elsewhere.rows).toEqual([]);
  });

  it('never begin a formula in the file, in no cell and in no head, and come back as they were', async () => {
    const { ctx } = await world();
    const bad = [
      '=1+1',
      '+44 20 7946 0000',
      '-2+3',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      '=HYPERLINK("http://evil","x")',
      '"=1',
      '=1\n+2',
      "'=kept",
    ];
    await createCustomField(ctx, { entity: 'lead', label: '=cmd|calc', type: 'text', choices: [] });
    const key =
      (await readCatalogue(ctx.db.prisma, 'lead')).find(({ source }) => source === 'custom')?.column ?? '';
    const leads = await createRecords(ctx.db.prisma, bad.length, (n) => ({
      entity: 'lead',
      company: bad[n],
      lastName: bad[n],
      city: bad[n],
      custom: { [key]: bad[n] },
    }));
    await bulkTags(ctx, {
      entity: 'lead',
      choice: { kind: 'ids', ids: leads.map(({ id }) => String(id)) },
      expected: leads.length,
      add: ['=tag()'],
    });
    const { head, rows } = await exported(ctx, { entity: 'lead', query: query({ sort: 'createdAt.asc' }) });
    const cells = [...head, ...rows.flatMap((row) => Object.values(row))];
    expect(cells.filter((cell) => /^[=+\-@\t\r\0]/.test(cell))).toEqual([]);
    expect(head).toContain("'=cmd|calc");
    const own = ['Company', 'Last name', 'City', "'=cmd|calc"];
    expect(rows.map((row) => own.map((name) => undefuseCell(row[name] ?? '')))).toEqual(
      bad.map((text) => own.map(() => text)),
    );
    expect(new Set(rows.map((row) => undefuseCell(row.Tags ?? '')))).toEqual(new Set(['=tag()']));
  });
});

describe('tags of a filter', () => {
  it('are found by a part of their name, in which % and _ mean themselves, and named by the ids of an address', async () => {
    const { ctx, people } = await world();
    await bulkTags(ctx, {
      entity: 'customer',
      choice: { kind: 'ids', ids: people.map(({ id }) => String(id)) },
      expected: 3,
      add: ['VIP', '50 % off', 'under_score'],
    });
    expect((await listTags(ctx)).map(({ name }) => name)).toEqual(['50 % off', 'under_score', 'VIP']);
    expect((await listTags(ctx, { q: 'vi' })).map(({ name }) => name)).toEqual(['VIP']);
    expect((await listTags(ctx, { q: '%' })).map(({ name }) => name)).toEqual(['50 % off']);
    expect((await listTags(ctx, { q: '_' })).map(({ name }) => name)).toEqual(['under_score']);
    const [vip] = await listTags(ctx, { q: 'vip' });
    expect(await nameTags(ctx, [vip?.id ?? '', 'none', '-1', '99999999999999999999', '7777'])).toEqual([vip]);
    const viewer = await testContext({ role: 'viewer' });
    await expect(listTags(viewer)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
