import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { eventually } from '@/prisma/test-eventually';
import { sendBulk, startBulkServer } from './test-bulk';
import { testApi } from './test-api';

type Line = {
  row?: number;
  outcome?: string;
  id?: string | null;
  errors?: { path: string; message: string }[];
  done?: boolean;
  read?: number;
  created?: number;
  rejected?: number;
  unchanged?: number;
  error?: { code: string; detail: string };
};
type BulkAnswer = { status: number; headers: IncomingMessage['headers']; lines: Line[] };

async function bulkApi(options: Parameters<typeof testApi>[0] = {}) {
  const api = await testApi(options);
  const { port, isIdle } = await startBulkServer(api.ctx);
  const send = async (
    path: string,
    body: Iterable<string | Uint8Array>,
    headers: Record<string, string> = {},
  ): Promise<BulkAnswer> => {
    const { text, ...head } = await sendBulk(port, api.token, path, body, headers);
    return {
      ...head,
      lines: text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Line),
    };
  };
  return { ...api, port, isIdle, send };
}

const person = (n: number, rest = {}): string =>
  `${JSON.stringify({ email: `bulk-${n}@example.com`, firstName: `Person ${n}`, ...rest })}\n`;

describe('a bulk call', () => {
  test('makes, changes and leaves records, and says so row by row', async () => {
    const { send, ctx } = await bulkApi();
    const first = await send('/contacts/bulk', [
      person(1),
      person(2, { birthday: '1984-02-29', country: 'Germany', phone: '040 123456' }),
      'nonsense\n',
      person(3, { role: 'x' }),
    ]);
    expect(first.lines.map(({ outcome }) => outcome)).toEqual([
      'created',
      'created',
      'rejected',
      'rejected',
      undefined,
    ]);
    expect(first.lines.at(-1)).toMatchObject({ done: true, read: 4, created: 2, rejected: 2 });
    expect(first.lines[3]?.errors).toEqual([{ path: 'role', message: 'Not known here.' }]);
    const again = await send('/contacts/bulk', [
      person(1),
      person(2, { firstName: 'Other' }),
      person(4),
      person(4, { lastName: 'Four' }),
    ]);
    expect(again.lines.map(({ outcome }) => outcome)).toEqual([
      'unchanged',
      'updated',
      'created',
      'updated',
      undefined,
    ]);
    expect(again.lines[1]?.id).toBe(first.lines[1]?.id);
    const two = await ctx.db.prisma.crmRecord.findUniqueOrThrow({
      where: { id: BigInt(first.lines[1]?.id ?? 0) },
    });
    expect(two).toMatchObject({ firstName: 'Other', country: 'DE', phoneE164: '+4940123456', source: null });
    const four = await ctx.db.prisma.crmRecord.findUniqueOrThrow({
      where: { id: BigInt(again.lines[2]?.id ?? 0) },
    });
    expect(four).toMatchObject({ firstName: 'Person 4', lastName: 'Four' });
  });

  test('leaves what a row leaves out, empties what it gives as null, and never takes an opt-out back', async () => {
    const { send, ctx } = await bulkApi();
    const row = (rest: object): string => person(50, rest);
    await send('/leads/bulk', [
      row({ company: 'Northwind', city: 'Leeds', consent: 'withdrawn', tags: ['one'] }),
    ]);
    const { lines } = await send('/leads/bulk', [row({ city: null, tags: ['two'] })]);
    expect(lines[0]).toMatchObject({ outcome: 'updated' });
    const record = await ctx.db.prisma.crmRecord.findFirstOrThrow({
      where: { emailKey: 'bulk-50@example.com', entity: 'lead' },
      include: { tags: { include: { tag: true } } },
    });
    expect(record).toMatchObject({ company: 'Northwind', city: null, consentState: 'withdrawn' });
    expect(record.tags.map(({ tag }) => tag.name).sort()).toEqual(['one', 'two']);
    const back = await send('/leads/bulk', [row({ consent: 'given' })]);
    expect(back.lines[0]).toMatchObject({ outcome: 'rejected', errors: [{ path: 'consent' }] });
  });

  test('takes a JSON array in any pieces', async () => {
    const { send } = await bulkApi();
    const text = ` [ ${person(60, { lastName: 'Brackets ]}", and \\"quotes' })}, ${person(61, { city: 'Zürich 🚀' })} ] `;
    const bytes = Buffer.from(text);
    const pieces = Array.from(bytes, (_, n) => bytes.subarray(n, n + 1));
    const { lines } = await send('/contacts/bulk', pieces, { 'content-type': 'application/json' });
    expect(lines.map(({ outcome, done }) => outcome ?? done)).toEqual(['created', 'created', true]);
    for (const [broken, status] of [
      ['{"a":1}', 400],
      ['[1,]', 200],
      ['[,1]', 400],
      ['', 400],
      ['[] x', 400],
    ] as const) {
      const answer = await send('/contacts/bulk', [broken], { 'content-type': 'application/json' });
      expect([broken, answer.status]).toEqual([broken, status]);
      expect(answer.lines.at(-1)?.done ?? false).toBe(false);
    }
  });

  test.each([9_900_000, 10_100_000, 15_750_000])('of %d bytes loses no row (L17)', async (size) => {
    const { send } = await bulkApi();
    const line = (n: number): string =>
      `${JSON.stringify({ email: `size-${size}-${n}@example.com`, street: 'x'.repeat(440) })}\n`;
    const count = Math.floor(size / line(100_000).length);
    const { lines } = await send(
      '/contacts/bulk',
      (function* rows() {
        for (let n = 0; n < count; n += 1) yield line(100_000 + n);
      })(),
    );
    expect(lines.at(-1)).toMatchObject({ done: true, read: count, created: count });
    expect(lines).toHaveLength(count + 1);
  });

  test('of 200 MB is read to its end in bounded memory, and every row is told', async () => {
    const { send } = await bulkApi();
    const line = `${JSON.stringify({ email: 'a@example.com', street: 'x'.repeat(99_960) })}\n`;
    globalThis.gc?.();
    const before = process.memoryUsage.rss();
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss());
    }, 20);
    const { lines } = await send(
      '/contacts/bulk',
      (function* rows() {
        for (let n = 0; n < 2_000; n += 1) yield line;
      })(),
    );
    clearInterval(watch);
    expect(lines.at(-1)).toMatchObject({ done: true, read: 2_000, rejected: 2_000 });
    expect(peak - before).toBeLessThan(300_000_000);
  });

  test.each([
    ['in the middle of a row', person(70) + person(71) + person(72).slice(0, 20), 2],
    [
      'in the middle of a character',
      Buffer.concat([
        Buffer.from(person(73)),
        Buffer.from('{"email":"z@example.com","city":"Zü').subarray(0, -1),
      ]),
      1,
    ],
  ] as const)(
    'that breaks off %s ends with an error that names the last row taken',
    async (_, body, taken) => {
      const { send } = await bulkApi();
      const { lines } = await send('/customers/bulk', [body]);
      const last = lines.at(-1);
      expect(last).toMatchObject({ done: false, read: taken });
      expect(last?.error?.detail).toContain(`up to ${taken}`);
      expect(lines).toHaveLength(taken + 1);
    },
  );

  test.each([10, 20, 30, 40, 50, 60, 70, 80, 90])(
    'whose connection is cut at %d percent has stored what it told, in whole rows, and is whole when it is sent again',
    async (percent) => {
      const { port, token, ctx, isIdle, send } = await bulkApi();
      const rows = Array.from({ length: 4_000 }, (_, n) =>
        person(200_000 + percent * 10_000 + n, { tags: ['cut'], consent: 'given' }),
      );
      const bytes = Buffer.from(rows.join(''));
      const outgoing = httpRequest({
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/api/v1/contacts/bulk',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/x-ndjson',
          'transfer-encoding': 'chunked',
        },
      });
      let told = '';
      outgoing
        .on('error', () => undefined)
        .on('response', (incoming: IncomingMessage) => {
          incoming
            .on('error', () => undefined)
            .on('data', (part: Buffer) => {
              told += part.toString();
            });
        });
      const sent = Math.floor((bytes.length * percent) / 100);
      if (!outgoing.write(bytes.subarray(0, sent))) await once(outgoing, 'drain');
      if (sent > bytes.length / 4) await eventually(() => expect(told.length).toBeGreaterThan(0));
      outgoing.destroy();
      await eventually(() => expect(isIdle()).toBe(true));
      const keys = rows.map((row) => (JSON.parse(row) as { email: string }).email);
      const stored = await ctx.db.prisma.crmRecord.findMany({
        where: { emailKey: { in: keys } },
        select: { emailKey: true, tags: true, consents: true },
      });
      const lines = told
        .slice(0, told.lastIndexOf('\n') + 1)
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Line);
      expect(stored.length).toBeGreaterThanOrEqual(lines.length);
      expect(stored.length).toBeLessThanOrEqual(bytes.subarray(0, sent).toString().split('\n').length);
      expect(new Set(stored.map(({ emailKey }) => emailKey))).toEqual(new Set(keys.slice(0, stored.length)));
      expect(stored.filter(({ tags, consents }) => tags.length !== 1 || consents.length !== 1)).toEqual([]);
      const again = await send('/contacts/bulk', rows);
      expect(again.lines.at(-1)).toMatchObject({
        done: true,
        read: 4_000,
        created: 4_000 - stored.length,
        unchanged: stored.length,
      });
      expect(again.lines).toHaveLength(4_001);
    },
  );

  test('whose answer is read slowly waits for its reader and loses nothing', async () => {
    const { port, token } = await bulkApi();
    const outgoing = httpRequest({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/api/v1/contacts/bulk',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    });
    const answered = once(outgoing, 'response') as Promise<[IncomingMessage]>;
    for (let n = 0; n < 20_000; n += 1) outgoing.write(person(300_000 + n));
    outgoing.end();
    const [incoming] = await answered;
    let lines = 0;
    let text = '';
    for await (const part of incoming) {
      const piece = String(part);
      lines += piece.split('\n').length - 1;
      text = piece;
      await wait(5);
    }
    expect(lines).toBe(20_001);
    expect(text).toContain('"done":true');
  });

  test('is refused before a row is taken where it may not be made', async () => {
    const { send, call } = await bulkApi({ role: 'viewer' });
    expect((await send('/contacts/bulk', [person(1)])).status).toBe(403);
    expect((await send('/contacts/bulk', [person(1)], { authorization: 'Bearer nobody' })).status).toBe(401);
    expect((await call('GET', '/contacts/bulk')).status).toBe(405);
    const { send: admin } = await bulkApi();
    expect((await admin('/contacts/bulk', [person(1)], { 'content-type': 'text/csv' })).status).toBe(415);
    expect((await admin('/contacts/bulk', [person(1)], { accept: 'text/html' })).status).toBe(406);
    expect((await admin('/contacts/bulk?x=1', [person(1)])).status).toBe(400);
    expect((await admin('/nobody/bulk', [person(1)])).status).toBe(404);
  });

  test('with an Idempotency-Key has one effect and one answer; another body with the key is refused', async () => {
    const { send, ctx } = await bulkApi();
    const key = { 'idempotency-key': 'bulk-key-1' };
    const rows = [person(80), person(81)];
    const answers = await Promise.all([send('/contacts/bulk', rows, key), send('/contacts/bulk', rows, key)]);
    const [a, b] = answers;
    expect(a?.lines).toEqual(b?.lines);
    expect(a?.lines.map(({ outcome }) => outcome)).toEqual(['created', 'created', undefined]);
    expect((await send('/contacts/bulk', [person(80), person(82)], key)).status).toBe(422);
    expect((await send('/leads/bulk', rows, key)).status).toBe(422);
    expect(await ctx.db.prisma.crmRecord.count({ where: { emailKey: 'bulk-82@example.com' } })).toBe(0);
  });

  test('brings orders and carts of customers', async () => {
    const { send, call } = await bulkApi();
    await send('/customers/bulk', [person(90)]);
    const order = {
      externalId: 'o-1',
      customer: { email: 'bulk-90@example.com' },
      currency: 'EUR',
      total: 119.9,
      placedAt: '2026-11-01T10:00:00Z',
      items: [{ sku: 's', unitPrice: '119.90' }],
    };
    const { lines } = await send('/orders/bulk', [
      `${JSON.stringify(order)}\n`,
      `${JSON.stringify({ ...order, total: 'much' })}\n`,
      `${JSON.stringify(order)}\n`,
    ]);
    expect(lines.map(({ outcome }) => outcome)).toEqual([
      expect.stringMatching(/created|unchanged/),
      'rejected',
      expect.stringMatching(/created|unchanged/),
      undefined,
    ]);
    const carts = await send('/carts/bulk', [
      `${JSON.stringify({ externalId: 'c-1', customer: { email: 'bulk-90@example.com' }, currency: 'EUR', total: 5, touchedAt: '2026-11-01T10:00:00Z' })}\n`,
    ]);
    expect(carts.lines[0]).toMatchObject({ outcome: 'created' });
    const found = await call('GET', '/customers?email=bulk-90@example.com');
    expect(found.text).toContain('"lifetimeValue":119.9');
    const event = await call('POST', '/events', {
      name: 'Visited',
      email: 'bulk-90@example.com',
      payload: { page: '/' },
    });
    expect(event.status).toBe(201);
    expect((await call('POST', '/events', { name: 'Visited', email: 'nobody' })).status).toBe(400);
  });
});
