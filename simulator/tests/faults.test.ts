import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { basic, demo, useSandbox } from './sandbox';

interface Logged {
  n: number;
  path: string;
  status: number | null;
  faultId: string | null;
}

describe('faults', () => {
  const sandbox = useSandbox({ contacts: 8 });
  const { get, post } = sandbox;
  const ids = async (path: string): Promise<number[]> =>
    (await get<{ id: number }[]>(path)).body.map(({ id }) => id);
  const strike = async (
    kind: string,
    args: Record<string, unknown> = {},
    rule: Record<string, unknown> = {},
  ) => sandbox.fault({ route: '/v2/data-fields', times: 1, kind, args, ...rule });
  /** Given a time, a client that gives up after it; else one that waits for whatever comes. */
  const ask = (path: string, milliseconds?: number): Promise<Response> =>
    fetch(`${sandbox.url}${path}`, {
      headers: { Authorization: basic(demo) },
      ...(milliseconds === undefined ? {} : { signal: AbortSignal.timeout(milliseconds) }),
    });

  afterEach(() => sandbox.control('DELETE', '/faults'));

  it('every kind says what it is, and an unknown one is refused with the list', async () => {
    const kinds = await sandbox.control<string[]>('GET', '/faults/kinds');
    expect(kinds.length).toBeGreaterThan(50);
    const answer = await sandbox.call<{ kinds: string[] }>('POST', '/_control/faults', {
      body: { kind: 'no-such-fault' },
      as: null,
    });
    expect(answer.status).toBe(400);
    expect(answer.body.kinds.sort()).toEqual(kinds);
  });

  it('nth, every, rate, times and until choose when a rule strikes, and the rate depends on the seed alone', async () => {
    const statuses = async (count: number): Promise<string> => {
      let seen = '';
      for (let n = 0; n < count; n++) seen += (await get('/v2/data-fields')).status === 200 ? '.' : 'x';
      return seen;
    };
    const pattern = async (rule: Record<string, unknown>, count: number): Promise<string> => {
      await sandbox.fault({ route: '/v2/data-fields', kind: 'unavailable', ...rule });
      const seen = await statuses(count);
      await sandbox.control('DELETE', '/faults');
      return seen;
    };
    expect(await pattern({ nth: 3 }, 5)).toBe('..x..');
    expect(await pattern({ every: 2 }, 5)).toBe('.x.x.');
    expect(await pattern({ times: 2 }, 4)).toBe('xx..');
    expect(await pattern({ every: 2, times: 1 }, 5)).toBe('.x...');
    expect(await pattern({ method: 'POST' }, 2)).toBe('..');
    const random = await pattern({ rate: 0.5, seed: 4 }, 12);
    expect(random).toMatch(/x/);
    expect(random).toMatch(/\./);
    expect(await pattern({ rate: 0.5, seed: 4 }, 12)).toBe(random);
    const { now } = await sandbox.control<{ now: string }>('GET', '/clock');
    await sandbox.fault({
      route: '/v2/data-fields',
      kind: 'unavailable',
      until: new Date(Date.parse(now) + 60_000).toISOString(),
    });
    expect(await statuses(2)).toBe('xx');
    await sandbox.advance('PT2M');
    expect(await statuses(2)).toBe('..');
  });

  it('H1, H2: a time-out before acting leaves nothing behind, one after acting leaves it done', async () => {
    const create = (name: string): Promise<Response> =>
      fetch(`${sandbox.url}/v2/address-books`, {
        method: 'POST',
        headers: { Authorization: basic(demo), 'Content-Type': 'application/json' },
        body: JSON.stringify({ name }),
        signal: AbortSignal.timeout(1_000),
      });
    const names = async (): Promise<string[]> =>
      (await get<{ name: string }[]>('/v2/address-books')).body.map(({ name }) => name);
    await sandbox.fault({ route: '/v2/address-books', method: 'POST', kind: 'timeout-before', times: 1 });
    await expect(create('Before')).rejects.toThrow();
    expect(await names()).not.toContain('Before');
    await sandbox.fault({ route: '/v2/address-books', method: 'POST', kind: 'timeout-after', times: 1 });
    await expect(create('After')).rejects.toThrow();
    expect(await names()).toContain('After');
    const log = await sandbox.control<Logged[]>('GET', '/requests?limit=4');
    expect(log.map(({ status, faultId }) => [status, faultId !== null])).toEqual([
      [null, true],
      [200, false],
      [201, true],
      [200, false],
    ]);
  });

  it('H3, H7: an answer comes late, or one byte at a time', async () => {
    await strike('late-answer', { seconds: 60 });
    await expect(ask('/v2/data-fields', 500)).rejects.toThrow();
    await strike('slow-drip', { bytesPerSecond: 5 });
    await expect(ask('/v2/data-fields', 500).then((answer) => answer.text())).rejects.toThrow();
    await strike('delay', { seconds: 0.05 });
    expect((await ask('/v2/data-fields')).status).toBe(200);
  });

  it('H4, H5: connections are reset before the head, in the body or the upload; bodies end short or without an end', async () => {
    await strike('reset-before-head');
    await expect(ask('/v2/data-fields')).rejects.toThrow('fetch failed');
    for (const kind of ['reset-mid-body', 'short-body', 'chunked-unfinished']) {
      await strike(kind);
      await expect(ask('/v2/data-fields').then((answer) => answer.text())).rejects.toThrow();
    }
    const before = (await sandbox.control<unknown[]>('GET', '/imports')).length;
    await sandbox.fault({
      route: '/v2/contacts/import',
      kind: 'reset-upload',
      args: { bytes: 10 },
      times: 1,
    });
    await expect(
      post('/v2/contacts/import', { fileName: 'a.csv', data: Buffer.alloc(100_000).toString('base64') }),
    ).rejects.toThrow('fetch failed');
    await sandbox.fault({ route: '/v2/contacts/import', kind: 'reset-after', times: 1 });
    await expect(post('/v2/contacts/import', { fileName: 'a.csv', data: 'RW1haWwK' })).rejects.toThrow(
      'fetch failed',
    );
    expect(await sandbox.control<unknown[]>('GET', '/imports')).toHaveLength(before + 1);
  });

  it('H6, H8: bodies are torn, cut at a row, empty, null, another shape, another type, wrongly packed', async () => {
    const seen = async (
      kind: string,
      args: Record<string, unknown> = {},
    ): Promise<{ text: string; type: string | null }> => {
      await strike(kind, args);
      const answer = await ask('/v2/data-fields');
      return {
        text: Buffer.from(await answer.arrayBuffer()).toString('latin1'),
        type: answer.headers.get('content-type'),
      };
    };
    expect(() => JSON.parse('')).toThrow();
    const whole = (await seen('no-date-header')).text;
    expect(whole.startsWith((await seen('torn-json')).text)).toBe(true);
    expect((await seen('empty-body')).text).toBe('');
    expect((await seen('null-body')).text).toBe('null');
    expect((await seen('object-for-array')).text).toBe('{}');
    expect((await seen('bom')).text.slice(0, 3)).toBe('\xef\xbb\xbf');
    expect((await seen('wrong-content-type')).type).toBe('text/html');
    expect((await seen('html', { status: 200 })).text).toMatch(/^<!DOCTYPE/);
    await expect(seen('wrong-encoding')).rejects.toThrow();
    expect((await seen('gzip-cut')).text.length).toBeLessThan(whole.length);
    expect((await seen('gzip-bomb', { bytes: 1_000_000 })).text).toHaveLength(1_000_000);
    await sandbox.fault({ route: '/v2/contacts', kind: 'short-page', times: 1 });
    expect(await ids('/v2/contacts?select=4')).toHaveLength(2);
  });

  it('H9 to H14: statuses with their codes, texts as wanted, limits with any reset', async () => {
    await strike('bad-request', { message: '<b>canary</b> ', repeat: 3, code: 'ERROR_X' });
    expect(await get('/v2/data-fields')).toMatchObject({
      status: 400,
      body: { message: '<b>canary</b> <b>canary</b> <b>canary</b>  ERROR_X' },
    });
    for (const [kind, status] of [
      ['unauthorized', 401],
      ['forbidden', 403],
      ['not-found', 404],
      ['conflict', 409],
      ['server-error', 500],
      ['unavailable', 503],
    ] as const) {
      await strike(kind);
      expect((await get('/v2/data-fields')).status).toBe(status);
    }
    await strike('status', { status: 451, body: { message: 'no' } });
    expect(await get('/v2/data-fields')).toMatchObject({ status: 451, body: { message: 'no' } });
    await strike('too-many-requests', { retryAfter: -5, reset: 'soon' });
    const limited = await get('/v2/data-fields');
    expect([
      limited.status,
      limited.headers.get('retry-after'),
      limited.headers.get('x-ratelimit-reset'),
    ]).toEqual([429, '-5', 'soon']);
    await strike('too-many-requests');
    expect((await get('/v2/data-fields')).headers.get('retry-after')).toBeNull();
    await strike('flat-limit');
    expect(await get('/v2/data-fields')).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('ERROR_APIUSAGE_EXCEEDED') as unknown },
    });
    await sandbox.fault({ route: '/v2/address-books', method: 'POST', kind: 'server-error-after', times: 1 });
    expect((await post('/v2/address-books', { name: 'Made all the same' })).status).toBe(500);
    expect((await post('/v2/address-books', { name: 'Made all the same' })).status).toBe(400);
  });

  it('H11, H15: an account moves or names another host, and calls are sent elsewhere', async () => {
    const [account] = await sandbox.control<{ id: number }[]>('GET', '/accounts');
    const move = (region: string): Promise<unknown> =>
      sandbox.control('PATCH', `/accounts/${account?.id}`, { region });
    const endpoint = async (): Promise<string | undefined> =>
      (await get<{ properties: { name: string; value: string }[] }>('/v2/account-info')).body.properties.find(
        ({ name }) => name === 'ApiEndpoint',
      )?.value;
    await move('r3');
    expect((await get('/v2/contacts')).status).toBe(403);
    expect(await endpoint()).toBe(`${sandbox.url}/r3`);
    expect((await get('/r3/v2/contacts')).status).toBe(200);
    await move('r1');
    await sandbox.control('PATCH', `/accounts/${account?.id}`, { endpoint: 'https://elsewhere.example' });
    expect(await endpoint()).toBe('https://elsewhere.example');
    await sandbox.control('PATCH', `/accounts/${account?.id}`, { endpoint: null });
    expect(await endpoint()).toBe(sandbox.url);
    await strike('redirect', { status: 307, location: 'http://169.254.169.254/' });
    const answer = await get('/v2/data-fields');
    expect([answer.status, answer.headers.get('location')]).toEqual([307, 'http://169.254.169.254/']);
  });

  it('H16: a call is delivered twice, and two answers are swapped', async () => {
    const book = await sandbox.book('Twice');
    await sandbox.fault({
      route: '/v2/address-books/{addressBookId}/contacts/import',
      kind: 'duplicate-delivery',
      times: 1,
    });
    const before = (await sandbox.control<unknown[]>('GET', '/imports')).length;
    await sandbox.importCsv('Email\ntwice@example.net\n', { book });
    expect(await sandbox.control<unknown[]>('GET', '/imports')).toHaveLength(before + 2);
    await sandbox.advance('PT5S');
    expect(await sandbox.members(book)).toHaveLength(1);
    await sandbox.fault({ route: '/v2/contacts/*', kind: 'swap-answers' });
    const [first, second] = await Promise.all([
      get('/v2/contacts/count'),
      get<{ email: string }>('/v2/contacts/twice@example.net'),
    ]);
    expect([typeof first.body, typeof second.body]).toEqual(['object', 'number']);
  });

  it('H17: odd values stand in the rows', async () => {
    await sandbox.fault({
      route: '/v2/contacts',
      kind: 'odd-values',
      args: {
        row: 1,
        set: { status: 'NotAvailableInThisVersion', id: 9_007_199_254_740_993, extra: 1 },
        drop: ['emailType'],
      },
      times: 1,
    });
    const rows = (await get<Record<string, unknown>[]>('/v2/contacts?select=3')).body;
    expect(rows[1]).toMatchObject({ status: 'NotAvailableInThisVersion', extra: 1 });
    expect(rows[1]).not.toHaveProperty('emailType');
    expect(rows[0]).not.toHaveProperty('extra');
  });

  it('H18: the socket is closed behind an answer', async () => {
    await strike('close-idle');
    const closed = await new Promise<boolean>((resolve, reject) => {
      const socket = connect(sandbox.simulator.port, '127.0.0.1', () =>
        socket.write(`GET /v2/data-fields HTTP/1.1\r\nHost: x\r\nAuthorization: ${basic(demo)}\r\n\r\n`),
      );
      let heard = '';
      socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
      socket.on('close', () => resolve(heard.includes('FIRSTNAME') && !/connection: close/i.test(heard)));
      socket.on('error', reject);
    });
    expect(closed).toBe(true);
  });

  it('I: imports are stuck, held, rejected, failed, hidden, forgotten, relapse, and lie in their reports', async () => {
    const book = await sandbox.book('Imports');
    const start = async (kind: string, args: Record<string, unknown> = {}): Promise<string> => {
      await sandbox.fault({
        route: '/v2/address-books/{addressBookId}/contacts/import',
        kind,
        args,
        times: 1,
      });
      return sandbox.importCsv('Email\na@imports.example\nb@imports.example\nbad\n', { book });
    };
    const statusOf = async (id: string): Promise<string | number> => {
      const answer = await get<{ status: string }>(`/v2/contacts/import/${id}`);
      return answer.status === 200 ? answer.body.status : answer.status;
    };
    const stuck = await start('import-stuck', { seconds: 3600 });
    const held = await start('watchdog-hold', { seconds: 60, then: 'RejectedByWatchdog' });
    const rejected = await start('watchdog-reject');
    const hidden = await start('import-not-visible', { seconds: 30 });
    expect(await statusOf(hidden)).toBe(404);
    await sandbox.advance('PT10S');
    expect([await statusOf(stuck), await statusOf(held), await statusOf(rejected)]).toEqual([
      'NotFinished',
      'NotFinished',
      'RejectedByWatchdog',
    ]);
    await sandbox.advance('PT1M');
    expect([await statusOf(stuck), await statusOf(held), await statusOf(hidden)]).toEqual([
      'NotFinished',
      'RejectedByWatchdog',
      'Finished',
    ]);
    await sandbox.advance('PT1H');
    expect(await statusOf(stuck)).toBe('Finished');

    const relapsing = await start('import-relapse');
    const forgotten = await start('import-forgotten', { seconds: 60 });
    const [silent, wrong, odd] = [
      await start('import-no-report'),
      await start('import-wrong-sums'),
      await start('import-odd-faults'),
    ];
    await sandbox.advance('PT5S');
    expect([await statusOf(relapsing), await statusOf(relapsing), await statusOf(relapsing)]).toEqual([
      'Finished',
      'NotFinished',
      'Finished',
    ]);
    expect((await get(`/v2/contacts/import/${silent}/report`)).status).toBe(404);
    expect(Object.values(await sandbox.report(wrong)).reduce((sum, count) => sum + count, 0)).not.toBe(3);
    expect((await sandbox.faultsOf(odd)).split('\r\n').length).toBeGreaterThan(5);
    await sandbox.advance('PT1M');
    expect(await statusOf(forgotten)).toBe(404);
  });

  it('I6, I8, I10: members come late, others fill the queue, a removal goes half the way or never ends', async () => {
    const book = await sandbox.book('Late');
    await sandbox.fault({
      route: '/v2/address-books/{addressBookId}/contacts/import',
      kind: 'import-partial',
      args: { share: 0.5, seconds: 600 },
      times: 1,
    });
    await sandbox.importCsv(
      `Email\n${Array.from({ length: 200 }, (_, i) => `p${i}@late.example`).join('\n')}`,
      { book },
    );
    await sandbox.advance('PT5S');
    expect((await sandbox.members(book)).length).toBeLessThan(150);
    await sandbox.advance('PT10M');
    const members = await sandbox.members(book);
    expect(members).toHaveLength(200);

    await sandbox.control('POST', '/imports', { count: 25, seconds: 60 });
    expect(
      (await post(`/v2/address-books/${book}/contacts/import`, { fileName: 'a.csv', data: 'RW1haWwK' })).body,
    ).toMatchObject({ message: expect.stringContaining('TOOMANYACTIVEIMPORTS') as unknown });
    await sandbox.advance('PT2M');

    await sandbox.fault({
      route: '/v2/address-books/{addressBookId}/contacts/delete',
      kind: 'removal-half',
      times: 1,
    });
    await post(
      `/v2/address-books/${book}/contacts/delete`,
      members.map(({ id }) => id),
    );
    await sandbox.advance('PT1S');
    expect(await sandbox.members(book)).toHaveLength(100);
    await sandbox.fault({
      route: '/v2/address-books/{addressBookId}/contacts/delete',
      kind: 'removal-endless',
      times: 1,
    });
    const { id } = (
      await post<{ id: string }>(`/v2/address-books/${book}/contacts/delete`, [members[150]?.id])
    ).body;
    await sandbox.advance('P1D');
    expect((await get(`/v2/contacts/deletion/${id}`)).body).toMatchObject({ status: 'Started' });
    await sandbox.settings({ bulkRemovalAnswer: '204' });
    expect((await post(`/v2/address-books/${book}/contacts/delete`, [members[150]?.id])).status).toBe(204);
    await sandbox.settings({ bulkRemovalAnswer: '202' });
  });

  it('I7, I9, P1, P3: somebody acts between two calls, and while an import runs', async () => {
    const book = await sandbox.book('Meanwhile', 6);
    const all = await ids(`/v2/address-books/${book}/contacts`);
    await sandbox.fault({
      route: '/v2/address-books/{addressBookId}/contacts',
      method: 'GET',
      nth: 2,
      kind: 'meanwhile',
      args: { do: [{ path: `/address-books/${book}/members`, body: { remove: [all[0]] } }] },
    });
    const pages = [
      await ids(`/v2/address-books/${book}/contacts?select=2`),
      await ids(`/v2/address-books/${book}/contacts?select=2&skip=2`),
    ];
    expect(pages.flat()).toEqual([all[0], all[1], all[3], all[4]]);
    await sandbox.control('POST', '/contacts', { contacts: [{ email: 'torn@example.net' }] });
    await sandbox.control('POST', '/later', {
      after: 'PT0.35S',
      do: [{ path: '/contacts/torn@example.net/status', body: { status: 'Unsubscribed' } }],
    });
    const id = await sandbox.importCsv('Email\ntorn@example.net\n', { book });
    await sandbox.advance('PT2S');
    expect(await sandbox.report(id)).toMatchObject({ unsubscribed: 1, updatedContacts: 0 });
    await sandbox.fault({
      route: '/v2/address-books/{addressBookId}/contacts/import',
      kind: 'meanwhile',
      args: { do: [{ method: 'PATCH', path: `/address-books/${book}`, body: { writable: false } }] },
      times: 1,
    });
    await expect(sandbox.importCsv('Email\nx@example.net\n', { book })).rejects.toThrow('NOTWRITABLE');
  });

  it('P2, P4 to P7, P9, P10: rows twice, in no order, late, without the equal instant, a list that is empty once, a clock that is off', async () => {
    const all = await ids('/v2/contacts');
    await sandbox.fault({ route: '/v2/contacts', kind: 'duplicate-rows', args: { count: 2 }, times: 1 });
    expect(await ids('/v2/contacts?select=4&skip=4')).toEqual(all.slice(2, 6));
    await sandbox.fault({ route: '/v2/contacts', kind: 'unstable-order', times: 1 });
    const shuffled = await ids('/v2/contacts?select=8');
    expect([...shuffled].sort((a, b) => a - b)).toEqual(all.slice(0, 8));
    expect(shuffled).not.toEqual(all.slice(0, 8));
    await sandbox.fault({ route: '/v2/address-books', kind: 'empty-list', times: 1 });
    expect([(await ids('/v2/address-books')).length, (await ids('/v2/address-books')).length > 0]).toEqual([
      0,
      true,
    ]);

    await sandbox.advance('PT1H');
    const { now } = await sandbox.control<{ now: string }>('GET', '/clock');
    await post('/v2/contacts/unsubscribe', { email: 'twice@example.net' });
    await sandbox.fault({ route: '/v2/contacts/suppressed-since/{date}', kind: 'exclude-equal', times: 1 });
    expect((await get<unknown[]>(`/v2/contacts/suppressed-since/${now}`)).body).toHaveLength(0);
    await sandbox.fault({ route: '/v2/contacts/suppressed-since/{date}', kind: 'late-rows', times: 1 });
    expect((await get<unknown[]>(`/v2/contacts/suppressed-since/${now}`)).body).toHaveLength(0);
    expect((await get<unknown[]>(`/v2/contacts/suppressed-since/${now}`)).body).toHaveLength(1);

    await strike('clock-skew', { seconds: -300 }, { route: '/v2/server-time' });
    expect(Date.parse((await get<string>('/v2/server-time')).body)).toBe(Date.parse(now) - 300_000);
    await strike('no-date-header');
    expect((await get('/v2/data-fields')).headers.get('date')).toBeNull();
    await sandbox.advance('-PT1H');
    expect(Date.parse((await get<string>('/v2/server-time')).body)).toBe(Date.parse(now) - 3_600_000);
  });
});
