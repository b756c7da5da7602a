import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { serveUpload } from '@/app/_server/api/serve-upload';
import { runCsvImport } from '@/lib/csv-imports';
import { apiRoutes } from './_routes';
import { testApi, type TestApi } from './test-api';

/** Sends a file as a client does, over a socket. */
async function startUploads({ ctx, token }: TestApi) {
  const server = createServer((incoming, response) => {
    const { pathname } = new URL(incoming.url ?? '/', 'http://x');
    const parts = { routes: apiRoutes, ctx, wake: async () => undefined };
    void serveUpload(parts, incoming, response, pathname.replace('/api/v1', ''));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return async (query: string, file: string, headers: Record<string, string> = {}) => {
    const outgoing = request({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: `/api/v1/csv-imports?${query}`,
      headers: {
        authorization: `Bearer ${token}`,
        'content-length': String(Buffer.byteLength(file)),
        ...headers,
      },
    });
    const answered = once(outgoing, 'response') as Promise<[IncomingMessage]>;
    outgoing.end(file);
    const [incoming] = await answered;
    let text = '';
    incoming.setEncoding('utf8');
    for await (const part of incoming) text += String(part);
    return {
      status: incoming.statusCode ?? 0,
      body: JSON.parse(text) as Record<string, unknown> & { id: string },
    };
  };
}

const people = [
  'First Name,Last Name,Email,Birthday,Unsubscribed',
  'Ada,L,rest-1@upload.example,03/04/1984,yes',
  'Bo,M,rest-2@upload.example,05/06/1990,no',
  'Cy,N,nobody,,',
  'Di,O,rest-4@upload.example,nonsense,',
].join('\n');

test('a file is uploaded, asked about, started, watched and undone', async () => {
  const api = await testApi({ role: 'marketer', scopes: ['records:read', 'records:write'] });
  const upload = await startUploads(api);
  const { status, body } = await upload('entity=contact&fileName=people.csv', people, {
    'content-type': 'text/csv',
  });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    kind: 'people',
    recipe: null,
    rows: 4,
    rowsOptedOut: 1,
    mapping: { 0: 'firstName', 1: 'lastName', 2: 'email', 3: 'birthday', 4: 'consentState' },
    questions: [{ id: 'date_order:3', code: 'date_order', column: 3, answer: null }],
    warnings: [],
  });
  expect(body.columns).toMatchObject([
    { index: 0, name: 'First Name', samples: ['Ada', 'Bo', 'Cy'], suggested: 'firstName', why: 'name' },
    {},
    {},
    {},
    {},
  ]);
  const path = `/csv-imports/${body.id}`;

  const refused = await api.call('POST', `${path}/start`, {});
  expect(refused.status).toBe(409);
  expect(refused.body).toMatchObject({
    code: 'open_questions',
    questions: [{ id: 'date_order:3', choices: [{ value: 'dmy' }, { value: 'mdy' }] }],
  });
  expect((await api.call('POST', `${path}/start`, { mapping: { Nothing: 'email' } })).status).toBe(400);

  const answers = { 'date_order:3': 'mdy' };
  const started = await api.call('POST', `${path}/start`, { answers, options: { tags: ['upload'] } });
  expect(started.status).toBe(202);
  expect(started.body).toMatchObject({ state: 'queued' });
  await runCsvImport(api.ctx, BigInt(body.id));
  expect((await api.call('GET', path)).body).toMatchObject({
    ...{ state: 'finished', read: 4, created: 3, updated: 0, unchanged: 0, refused: 1, valuesLeftOut: 1 },
  });
  expect((await api.call('GET', `${path}/refused`)).body).toMatchObject({
    data: [{ row: 4, cells: ['Cy', 'N', 'nobody', '', ''] }],
    nextCursor: null,
  });
  expect((await api.call('GET', `${path}/left-out`)).body).toMatchObject({ data: [{ row: 5 }] });
  const stored = await api.ctx.db.prisma.crmRecord.findMany({
    where: { emailKey: { endsWith: '@upload.example' } },
    orderBy: { id: 'asc' },
  });
  expect(
    stored.map(({ birthday, consentState }) => [birthday?.toISOString().slice(0, 10), consentState]),
  ).toEqual([
    ['1984-03-04', 'withdrawn'],
    ['1990-05-06', 'unknown'],
    [undefined, 'unknown'],
  ]);

  expect((await api.call('POST', `${path}/undo`, {})).status).toBe(202);
  await runCsvImport(api.ctx, BigInt(body.id));
  expect((await api.call('GET', path)).body).toMatchObject({ undo: 'finished' });
});

test('the same key and file make one import, another file with the key is refused', async () => {
  const api = await testApi({ role: 'marketer', scopes: ['records:write'] });
  const upload = await startUploads(api);
  const key = { 'idempotency-key': 'once' };
  const first = await upload('entity=lead&fileName=once.csv', people, key);
  const second = await upload('entity=lead&fileName=once.csv', people, key);
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.body).toEqual(first.body);
  expect(await api.ctx.db.prisma.csvImport.count({ where: { fileName: 'once.csv' } })).toBe(1);
  expect((await upload('entity=lead&fileName=once.csv', `${people}\n`, key)).status).toBe(422);
});

test('a list of suppressions is a kind of its own, and what is no table or not allowed is refused', async () => {
  const api = await testApi({ role: 'marketer', scopes: ['records:write'] });
  const upload = await startUploads(api);
  const { body } = await upload(
    'entity=contact&fileName=stop.csv&kind=suppression',
    'a@stop.example\nb@stop.example\n',
  );
  expect(body).toMatchObject({
    kind: 'suppression',
    rows: 2,
    rowsOptedOut: 2,
    questions: [],
    mapping: { 0: 'email' },
  });
  expect((await api.call('POST', `/csv-imports/${body.id}/start`, {})).status).toBe(202);
  expect((await upload('entity=contact&fileName=x.pdf', '%PDF-1.7 x')).status).toBe(400);
  expect((await upload('entity=nobody&fileName=x.csv', 'a')).status).toBe(400);
  expect((await upload('entity=contact&fileName=x.csv&color=red', 'a')).status).toBe(400);
  const reader = await testApi({ role: 'viewer', scopes: ['admin'] });
  expect((await (await startUploads(reader))('entity=contact&fileName=x.csv', 'a')).status).toBe(403);
});

test('plain numbers below a birthday are asked about in both readings, and read as answered', async () => {
  const api = await testApi({ role: 'marketer', scopes: ['records:read', 'records:write'] });
  const upload = await startUploads(api);
  const { body } = await upload(
    'entity=contact&fileName=years.csv',
    'Email,Birthday\nserial-1@upload.example,1985\nserial-2@upload.example,2001\n',
  );
  expect(body).toMatchObject({
    questions: [
      {
        id: 'serial_days:1',
        answer: null,
        choices: [{ value: '1900' }, { value: '1904' }, { value: 'none' }],
      },
    ],
  });
  const started = await api.call('POST', `/csv-imports/${body.id}/start`, {
    answers: { 'serial_days:1': 'none' },
  });
  expect(started.status).toBe(202);
  await runCsvImport(api.ctx, BigInt(body.id));
  expect((await api.call('GET', `/csv-imports/${body.id}`)).body).toMatchObject({
    ...{ state: 'finished', created: 2, valuesLeftOut: 2 },
  });
});
