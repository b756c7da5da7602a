import { connect } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { basic, demo, useSandbox } from './sandbox';

interface Seen {
  /** The head as it came, empty when nothing came. */
  head: string;
  body: Buffer;
  ended: 'closed' | 'reset' | 'waiting';
}

interface Case {
  /** What ends the wait for an answer that never becomes whole: nothing comes at all, or its body has begun. */
  leaves?: 'unanswered' | 'begun';
  args?: Record<string, unknown>;
  /** The rule's route and the call that it strikes; the list of data fields unless said otherwise. */
  call?: { method?: string; path: string; body?: unknown; route?: string };
  /** What a client sees of it, or what is true afterwards. */
  see(seen: Seen): Promise<unknown> | unknown;
  is: unknown;
}

/** How long a client waits that is to see no answer, and one that is to see one. */
const patience = { unanswered: 1_000, answered: 60_000 };
const importPath = '/v2/address-books/{addressBookId}/contacts/import';
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('every kind of fault', () => {
  const sandbox = useSandbox({ contacts: 8 });
  const { get, post } = sandbox;
  let count = 0;

  /** One call over a socket of its own, watched byte by byte until the answer is whole; `leaves` gives up as an impatient client does. */
  const call = (
    { method = 'GET', path, body }: NonNullable<Case['call']>,
    { leaves, untilClosed }: { leaves: Case['leaves']; untilClosed: boolean },
  ): Promise<Seen> =>
    new Promise((resolve) => {
      const sent = body === undefined ? '' : JSON.stringify(body);
      const chunks: Buffer[] = [];
      const socket = connect(sandbox.simulator.port, '127.0.0.1', () => {
        socket.write(
          `${method} ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: ${basic(demo)}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(sent)}\r\n\r\n${sent}`,
        );
      });
      const soFar = (ended: Seen['ended']): Seen => {
        const all = Buffer.concat(chunks);
        const border = all.indexOf('\r\n\r\n');
        return {
          head: all.subarray(0, Math.max(0, border)).toString('latin1'),
          body: border === -1 ? Buffer.alloc(0) : all.subarray(border + 4),
          ended,
        };
      };
      const end = (ended: Seen['ended']): void => {
        clearTimeout(timer);
        socket.destroy();
        resolve(soFar(ended));
      };
      const timer = setTimeout(
        () => end('waiting'),
        leaves === 'unanswered' ? patience.unanswered : patience.answered,
      );
      socket.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        const seen = soFar('waiting');
        const isWhole = !untilClosed && promised(seen) === seen.body.length;
        if (isWhole || (leaves === 'begun' && seen.body.length > 0)) end('waiting');
      });
      socket.on('end', () => end('closed'));
      socket.on('error', () => end('reset'));
    });

  const statusOf = ({ head }: Seen): number => Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0);
  const header = ({ head }: Seen, name: string): string | undefined =>
    new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1];
  const text = ({ body }: Seen): string => body.toString('utf8');
  const promised = (seen: Seen): number => Number(header(seen, 'content-length') ?? -1);
  const whole = async (): Promise<string> => (await get('/v2/data-fields')).text;
  const idsIn = (seen: Seen): number[] => (JSON.parse(text(seen)) as { id: number }[]).map(({ id }) => id);
  const all = async (): Promise<number[]> =>
    (await get<{ id: number }[]>('/v2/contacts')).body.map(({ id }) => id);
  const codeIn = (seen: Seen): string | undefined => /ERROR_[A-Z_]+/.exec(text(seen))?.[0];
  const told = (seen: Seen): unknown => [statusOf(seen), codeIn(seen)];
  const contacts = (query: string): NonNullable<Case['call']> => ({
    path: `/v2/contacts?${query}`,
    route: '/v2/contacts',
  });
  const booksNamed = async (name: string): Promise<number> =>
    (await get<{ name: string }[]>('/v2/address-books')).body.filter((book) => book.name === name).length;

  let book = 0;
  const imported = (
    csv = 'Email\none@kinds.example\ntwo@kinds.example\nbad\n',
  ): NonNullable<Case['call']> => ({
    method: 'POST',
    path: importPath,
    route: importPath,
    body: { fileName: 'a.csv', data: base64(csv) },
  });
  const importId = (seen: Seen): string => (JSON.parse(text(seen)) as { id: string }).id;
  const importStatus = async (id: string): Promise<string | number> => {
    const answer = await get<{ status: string }>(`/v2/contacts/import/${id}`);
    return answer.status === 200 ? answer.body.status : answer.status;
  };
  const statusAfter = async (seen: Seen, ...steps: string[]): Promise<(string | number)[]> => {
    const statuses = [await importStatus(importId(seen))];
    for (const step of steps) {
      await sandbox.advance(step);
      statuses.push(await importStatus(importId(seen)));
    }
    return statuses;
  };
  const makeBook = {
    method: 'POST',
    path: '/v2/address-books',
    route: '/v2/address-books',
    get body() {
      return { name: `Faulty ${count}` };
    },
  };
  const removal = {
    method: 'POST',
    path: '/v2/address-books/{addressBookId}/contacts/delete',
    route: '/v2/address-books/{addressBookId}/contacts/delete',
  };
  const removing = async (): Promise<number[]> => {
    const id = await sandbox.importCsv(
      `Email\n${Array.from({ length: 10 }, (_, i) => `r${count}-${i}@kinds.example`).join('\n')}`,
      { book },
    );
    await sandbox.advance('PT5S');
    expect(await importStatus(id)).toBe('Finished');
    return (await sandbox.members(book)).map((member) => member.id);
  };

  const cases: Record<string, Case | (() => Promise<Case>)> = {
    'timeout-before': {
      leaves: 'unanswered',
      call: makeBook,
      see: async (seen) => [seen.ended, seen.head, await booksNamed(`Faulty ${count}`)],
      is: ['waiting', '', 0],
    },
    'timeout-after': {
      leaves: 'unanswered',
      call: makeBook,
      see: async (seen) => [seen.ended, seen.head, await booksNamed(`Faulty ${count}`)],
      is: ['waiting', '', 1],
    },
    delay: { args: { seconds: 0.1 }, see: statusOf, is: 200 },
    'late-answer': {
      leaves: 'unanswered',
      args: { seconds: 5 },
      call: makeBook,
      see: async (seen) => [seen.ended, seen.head, await booksNamed(`Faulty ${count}`)],
      is: ['waiting', '', 1],
    },
    'slow-drip': {
      leaves: 'begun',
      args: { bytesPerSecond: 20 },
      see: (seen) => [statusOf(seen), seen.body.length < 20, promised(seen) > 100],
      is: [200, true, true],
    },
    'slow-reader': {
      leaves: 'unanswered',
      args: { seconds: 5 },
      call: imported(),
      see: (seen) => [seen.ended, seen.head],
      is: ['waiting', ''],
    },
    'reset-before-head': {
      call: makeBook,
      see: async (seen) => [seen.ended, seen.head, await booksNamed(`Faulty ${count}`)],
      is: ['reset', '', 0],
    },
    'reset-upload': async () => {
      const before = (await sandbox.control<unknown[]>('GET', '/imports')).length;
      return {
        args: { bytes: 1 },
        call: imported(),
        see: async (seen) => [
          seen.ended,
          (await sandbox.control<unknown[]>('GET', '/imports')).length - before,
        ],
        is: ['reset', 0],
      };
    },
    'reset-after': {
      call: makeBook,
      see: async (seen) => [seen.ended, seen.head, await booksNamed(`Faulty ${count}`)],
      is: ['reset', '', 1],
    },
    'reset-mid-body': {
      see: (seen) => [seen.ended, statusOf(seen), seen.body.length < promised(seen)],
      is: ['reset', 200, true],
    },
    'short-body': {
      see: (seen) => [seen.ended, statusOf(seen), seen.body.length < promised(seen)],
      is: ['closed', 200, true],
    },
    'chunked-unfinished': {
      see: (seen) => [seen.ended, header(seen, 'transfer-encoding'), text(seen).endsWith('0\r\n\r\n')],
      is: ['closed', 'chunked', false],
    },
    'close-idle': {
      see: (seen) => [seen.ended, statusOf(seen), header(seen, 'connection')],
      is: ['closed', 200, 'keep-alive'],
    },
    'duplicate-delivery': async () => {
      const before = (await sandbox.control<unknown[]>('GET', '/imports')).length;
      return {
        call: imported(),
        see: async (seen) => [
          statusOf(seen),
          (await sandbox.control<unknown[]>('GET', '/imports')).length - before,
        ],
        is: [202, 2],
      };
    },
    'swap-answers': async () => {
      await sandbox.fault({ route: '/v2/contacts/count', kind: 'swap-answers' });
      const other = get('/v2/contacts/count');
      return {
        call: { path: '/v2/address-books' },
        see: async (seen) => [typeof JSON.parse(text(seen)), Array.isArray((await other).body)],
        is: ['number', true],
      };
    },
    unauthorized: {
      see: (seen) => [statusOf(seen), text(seen)],
      is: [401, '{"message":"Authorization has been denied for this request."}'],
    },
    forbidden: {
      see: (seen) => [statusOf(seen), text(seen)],
      is: [403, '{"message":"Forbidden: Access is denied"}'],
    },
    'not-found': { see: told, is: [404, 'ERROR_DATAFIELD_NOTFOUND'] },
    conflict: { see: told, is: [409, 'ERROR_CONFLICT'] },
    'bad-request': {
      args: { message: '<b>x</b>', repeat: 100_000 },
      see: (seen) => [...(told(seen) as unknown[]), seen.body.length > 800_000],
      is: [400, 'ERROR_NEVER_HEARD_OF', true],
    },
    'server-error': {
      call: makeBook,
      see: async (seen) => [statusOf(seen), await booksNamed(`Faulty ${count}`)],
      is: [500, 0],
    },
    unavailable: { see: told, is: [503, 'ERROR_SYSTEM_SERVICETEMPORARILYUNAVAILABLE'] },
    'flat-limit': { see: told, is: [400, 'ERROR_APIUSAGE_EXCEEDED'] },
    'too-many-requests': {
      args: { retryAfter: 'Wed, 21 Oct 2026 07:28:00 GMT', reset: 5 },
      see: (seen) => [
        statusOf(seen),
        header(seen, 'retry-after'),
        header(seen, 'x-ratelimit-reset'),
        header(seen, 'x-ratelimit-remaining'),
      ],
      is: [429, 'Wed, 21 Oct 2026 07:28:00 GMT', '5', '0'],
    },
    status: {
      args: { status: 520, body: { message: 'odd' } },
      see: (seen) => [statusOf(seen), text(seen)],
      is: [520, '{"message":"odd"}'],
    },
    html: {
      args: { status: 502 },
      see: (seen) => [statusOf(seen), header(seen, 'content-type'), text(seen).slice(0, 15)],
      is: [502, 'text/html; charset=utf-8', '<!DOCTYPE html>'],
    },
    redirect: {
      args: { status: 308, location: 'file:///etc/passwd' },
      see: (seen) => [statusOf(seen), header(seen, 'location')],
      is: [308, 'file:///etc/passwd'],
    },
    'server-error-after': {
      call: makeBook,
      see: async (seen) => [statusOf(seen), await booksNamed(`Faulty ${count}`)],
      is: [500, 1],
    },
    'torn-json': {
      args: { share: 0.3 },
      see: async (seen) => [
        (await whole()).startsWith(text(seen)),
        text(seen).length > 0,
        seen.body.length === promised(seen),
      ],
      is: [true, true, true],
    },
    'empty-body': { see: (seen) => [statusOf(seen), text(seen)], is: [200, ''] },
    'null-body': { see: text, is: 'null' },
    'object-for-array': { see: text, is: '{}' },
    bom: { see: async (seen) => text(seen) === `\ufeff${await whole()}`, is: true },
    'latin-1': async () => {
      const name = `Bücher ${count}`;
      await post('/v2/address-books', { name });
      return {
        call: { path: '/v2/address-books' },
        see: (seen) => [text(seen).includes(name), seen.body.toString('latin1').includes(name)],
        is: [false, true],
      };
    },
    'wrong-content-type': {
      args: { type: 'image/png' },
      see: (seen) => header(seen, 'content-type'),
      is: 'image/png',
    },
    'wrong-encoding': {
      see: (seen) => [header(seen, 'content-encoding'), text(seen).startsWith('[')],
      is: ['gzip', true],
    },
    'gzip-cut': {
      see: (seen) => {
        expect(() => gunzipSync(seen.body)).toThrow('unexpected end');
        return [header(seen, 'content-encoding'), seen.body.length === promised(seen)];
      },
      is: ['gzip', true],
    },
    'gzip-bomb': {
      args: { bytes: 5_000_000 },
      see: (seen) => [seen.body.length < 50_000, gunzipSync(seen.body).length],
      is: [true, 5_000_000],
    },
    'no-date-header': { see: (seen) => header(seen, 'date'), is: undefined },
    'odd-values': {
      args: {
        row: 'all',
        set: { name: 'NotAvailableInThisVersion', created: '9999-12-31T23:59:59.1234567' },
        drop: ['type'],
      },
      see: (seen) =>
        new Set((JSON.parse(text(seen)) as object[]).map((row) => Object.keys(row).sort().join())),
      is: new Set(['created,defaultValue,name,visibility']),
    },
    meanwhile: async () => ({
      args: {
        do: [
          { path: '/address-books', body: { name: `Meanwhile ${count}` } },
          { method: 'PATCH', path: `/address-books/${book}`, body: { name: `Renamed ${count}` } },
        ],
      },
      call: { path: '/v2/address-books' },
      see: (seen) => [text(seen).includes(`Meanwhile ${count}`), text(seen).includes(`Renamed ${count}`)],
      is: [true, true],
    }),
    'clock-skew': async () => {
      const { now } = await sandbox.control<{ now: string }>('GET', '/clock');
      const skewed = new Date(Date.parse(now) - 86_400_000);
      return {
        args: { seconds: -86_400 },
        call: { path: '/v2/server-time' },
        see: (seen) => [JSON.parse(text(seen)), header(seen, 'date')],
        is: [skewed.toISOString().replace('.000Z', 'Z'), skewed.toUTCString()],
      };
    },
    'exclude-equal': async () => {
      await sandbox.advance('PT1H');
      const { now } = await sandbox.control<{ now: string }>('GET', '/clock');
      await post('/v2/contacts', { email: `equal-${count}@kinds.example` });
      return {
        call: { path: `/v2/contacts/modified-since/${now}`, route: '/v2/contacts/modified-since/{date}' },
        see: async (seen) => [
          idsIn(seen).length,
          (await get<unknown[]>(`/v2/contacts/modified-since/${now}`)).body.length,
        ],
        is: [0, 1],
      };
    },
    'page-shift': {
      args: { count: 2 },
      call: contacts('select=2&skip=4'),
      see: async (seen) => idsIn(seen).join() === (await all()).slice(2, 4).join(),
      is: true,
    },
    'duplicate-rows': {
      args: { count: 1 },
      call: contacts('select=3&skip=3'),
      see: async (seen) => idsIn(seen).join() === (await all()).slice(2, 5).join(),
      is: true,
    },
    'unstable-order': {
      call: contacts('select=8'),
      see: async (seen) => {
        const first = (await all()).slice(0, 8);
        return [
          idsIn(seen).join() === first.join(),
          [...idsIn(seen)].sort((a, b) => a - b).join() === first.join(),
        ];
      },
      is: [false, true],
    },
    'empty-list': { call: contacts('select=3'), see: (seen) => text(seen), is: '[]' },
    'short-page': {
      args: { share: 0.25 },
      call: contacts('select=8'),
      see: (seen) => idsIn(seen).length,
      is: 2,
    },
    'late-rows': async () => {
      await sandbox.advance('PT2H');
      await post('/v2/contacts', { email: `late-${count}@kinds.example` });
      await post('/v2/contacts/unsubscribe', { email: `late-${count}@kinds.example` });
      const path = '/v2/contacts/unsubscribed-since/1971-01-01';
      return {
        call: { path, route: '/v2/contacts/unsubscribed-since/{date}' },
        see: async (seen) => [
          text(seen).includes(`late-${count}@`),
          (await get(path)).text.includes(`late-${count}@`),
        ],
        is: [false, true],
      };
    },
    'import-stuck': {
      args: { seconds: 8 * 24 * 3600 },
      call: imported(),
      see: (seen) => statusAfter(seen, 'P7D', 'P2D'),
      is: ['NotFinished', 'NotFinished', 'Finished'],
    },
    'watchdog-hold': {
      args: { seconds: 3600, then: 'RejectedByWatchdog' },
      call: imported(),
      see: (seen) => statusAfter(seen, 'PT30M', 'PT1H'),
      is: ['NotFinished', 'NotFinished', 'RejectedByWatchdog'],
    },
    'watchdog-reject': {
      call: imported(),
      see: async (seen) => [...(await statusAfter(seen, 'PT5S')), (await sandbox.members(book)).length],
      is: ['NotFinished', 'RejectedByWatchdog', 0],
    },
    'import-failed': {
      call: imported(),
      see: async (seen) => [...(await statusAfter(seen, 'PT5S')), (await sandbox.members(book)).length],
      is: ['NotFinished', 'Failed', 0],
    },
    'import-status': {
      args: { status: 'ExceedsAllowedContactLimit' },
      call: imported(),
      see: (seen) => statusAfter(seen, 'PT5S'),
      is: ['NotFinished', 'ExceedsAllowedContactLimit'],
    },
    'import-not-visible': {
      args: { seconds: 30 },
      call: imported(),
      see: (seen) => statusAfter(seen, 'PT29S', 'PT2S'),
      is: [404, 404, 'Finished'],
    },
    'import-forgotten': {
      args: { seconds: 60 },
      call: imported(),
      see: (seen) => statusAfter(seen, 'PT30S', 'PT1M'),
      is: ['NotFinished', 'Finished', 404],
    },
    'import-relapse': {
      call: imported(),
      see: (seen) => statusAfter(seen, 'PT5S', 'PT1S', 'PT1S'),
      is: ['NotFinished', 'Finished', 'NotFinished', 'Finished'],
    },
    'import-no-report': {
      call: imported(),
      see: async (seen) => {
        const end = await statusAfter(seen, 'PT5S');
        return [
          end[1],
          (await get(`/v2/contacts/import/${importId(seen)}/report`)).status,
          (await get(`/v2/contacts/import/${importId(seen)}/report-faults`)).status,
        ];
      },
      is: ['Finished', 404, 404],
    },
    'import-wrong-sums': {
      call: imported(),
      see: async (seen) => {
        await sandbox.advance('PT5S');
        return Object.values(await sandbox.report(importId(seen))).reduce((sum, n) => sum + n, 0) - 3;
      },
      is: 7,
    },
    'import-odd-faults': {
      call: imported(),
      see: async (seen) => {
        await sandbox.advance('PT5S');
        const faults = await sandbox.faultsOf(importId(seen));
        return [
          'nobody-in-this-file@',
          'Mailbox on Holiday',
          '"Hard\nbounced"',
          'Unsubscribed,BAD',
          'Unsubscribed,  bad  ',
        ].map((part) => faults.includes(part));
      },
      is: [true, true, true, true, true],
    },
    'import-partial': {
      args: { share: 0.5, seconds: 600 },
      call: imported(),
      see: async (seen) => {
        const statuses = await statusAfter(seen, 'PT5S');
        const early = (await sandbox.members(book)).length;
        await sandbox.advance('PT10M');
        return [statuses[1], early < 2, (await sandbox.members(book)).length];
      },
      is: ['Finished', true, 2],
    },
    'removal-half': async () => {
      const ids = await removing();
      return {
        call: { ...removal, body: ids },
        see: async (seen) => {
          await sandbox.advance('PT5S');
          return [
            (await get<{ status: string }>(`/v2/contacts/deletion/${importId(seen)}`)).body.status,
            (await sandbox.members(book)).length,
          ];
        },
        is: ['Completed', 5],
      };
    },
    'removal-endless': async () => {
      const ids = await removing();
      return {
        call: { ...removal, body: ids },
        see: async (seen) => {
          await sandbox.advance('P3D');
          return [
            (await get<{ status: string }>(`/v2/contacts/deletion/${importId(seen)}`)).body.status,
            (await sandbox.members(book)).length,
          ];
        },
        is: ['Started', 10],
      };
    },
  };

  afterEach(() => sandbox.control('DELETE', '/faults'));

  it('has a case here, and no case is for a kind that does not exist', async () => {
    expect(Object.keys(cases).sort()).toEqual(await sandbox.control('GET', '/faults/kinds'));
  });

  for (const [kind, given] of Object.entries(cases)) {
    it(`${kind}: strikes once, is seen, and stands in the call log under its id`, async () => {
      count += 1;
      book = await sandbox.book(`Kinds ${count}`);
      const one = typeof given === 'function' ? await given() : given;
      const { path, route = path, ...rest } = one.call ?? { path: '/v2/data-fields' };
      const address = path.replace('{addressBookId}', String(book));
      const [rule] =
        (await sandbox.control<{ id: string }[]>('POST', '/faults', {
          route,
          method: rest.method ?? 'GET',
          times: 1,
          kind,
          args: one.args ?? {},
        })) ?? [];
      const seen = await call(
        { ...rest, path: address },
        { leaves: one.leaves, untilClosed: kind === 'close-idle' },
      );
      const log = await sandbox.control<{ faultId: string | null; path: string }[]>('GET', '/requests');
      expect(await one.see(seen)).toEqual(one.is);
      expect(
        log.filter(({ faultId }) => faultId?.includes(`${rule?.id}#1`)).map((entry) => entry.path),
      ).toEqual([address]);
    });
  }
});
