import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { revokeApiToken } from '@/lib/api-tokens';
import { changeSettings } from '@/lib/connections';
import { deleteView, renameView, replaceView, saveView } from '@/lib/users';
import { createCampaign } from '@/prisma/seed/campaigns';
import { createAddressBookRows, createIntegrationRow } from '@/prisma/seed/integrations';
import { connectList, createList, createPerson } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import { apiRoutes } from './_routes';
import { read, testApi, type Answer } from './test-api';

/** Check 3: what is another person's, or hangs on another thing, is answered like what never was. */
const unknown = '900000000000000000';
const plain = (answer: Answer, id: string): [number, string] => [
  answer.status,
  answer.text.replaceAll(id, 'ID'),
];

const bodies: Record<string, unknown> = {
  'PATCH /marketing-lists/{id}': { name: 'Mine now' },
  'POST /marketing-lists/{id}/members': { recordIds: ['1'] },
  'PATCH /connections/{id}': {},
  'POST /connections/{id}/approve': { waveId: '1' },
  'POST /connections/{id}/discard': { waveId: '1' },
  'POST /connections/{id}/freeze': { until: null },
  'POST /connections/{id}/pause': { reason: '' },
  'POST /connections/{id}/repair': { how: 'put-back' },
  'POST /sync-runs/{id}/undo': { digest: '' },
  'POST /sync-runs/{id}/retry': {},
};

test('a list that only its owner sees, its connection and its runs are not there for anybody else, by any route', async () => {
  const [owner, stranger] = [await testApi({ role: 'marketer' }), await testApi({ role: 'marketer' })];
  const { prisma } = owner.ctx.db;
  const ownerId = owner.person.actor.kind === 'person' ? BigInt(owner.person.actor.userId) : null;
  const record = await createPerson(prisma);
  const list = await createList(prisma, {
    name: `Quiet ${randomUUID()}`,
    ownerId,
    ownerOnly: true,
    type: 'manual',
  });
  await prisma.listItem.create({ data: { listId: list, recordId: record, inFilter: true } });
  const { connectionId, integrationId } = await connectList(prisma, list);
  const { addressBookId } = await prisma.connection.findUniqueOrThrow({ where: { id: connectionId } });
  const run = await prisma.syncRun.create({
    data: { kind: 'export', trigger: 'button', integrationId, connectionId },
  });
  await prisma.wave.create({
    data: { connectionId, addressBookId, syncRunId: run.id, kind: 'regular', phase: 'settled' },
  });
  const ids: Record<string, string> = {
    'marketing-lists': String(list),
    connections: String(connectionId),
    'sync-runs': String(run.id),
  };
  const routes = apiRoutes.flatMap((route) => {
    const kind = /^\/([\w-]+)\/\{id\}/.exec(route.path)?.[1] ?? '';
    return ids[kind] === undefined ? [] : [{ ...route, id: ids[kind] }];
  });
  expect(routes.length).toBeGreaterThan(15);
  for (const { method, path, id, body } of routes) {
    const given = bodies[`${method} ${path}`];
    expect([method, path, body !== null && method !== 'GET']).toEqual([method, path, given !== undefined]);
    const address = (own: string): string => path.replace('{id}', own).replace('{recordId}', String(record));
    const [hidden, never] = [
      await stranger.call(method, address(id), given),
      await stranger.call(method, address(unknown), given),
    ];
    expect([method, path, plain(hidden, id)]).toEqual([method, path, plain(never, unknown)]);
    expect([method, path, hidden.status]).toEqual([method, path, 404]);
    if (method === 'GET' && !path.endsWith('preview'))
      expect([path, (await owner.call(method, address(id))).status]).toEqual([path, 200]);
  }
  expect(await prisma.listItem.count({ where: { listId: list, removedAt: null } })).toBe(1);
});

test('what hangs on one thing is not reached through another', async () => {
  const { call, ctx } = await testApi();
  const { prisma } = ctx.db;
  const [one, two] = [await createIntegrationRow(ctx), await createIntegrationRow(ctx)];
  const [book = 0n] = await createAddressBookRows(ctx, one, 1);
  const field = await prisma.dataField.create({
    data: { integrationId: one, name: 'SIZE', type: 'String', visibility: 'Private', seenAt: new Date() },
  });
  const [listOne, listTwo] = [
    await createList(prisma, { type: 'manual' }),
    await createList(prisma, { type: 'manual' }),
  ];
  const record = await createPerson(prisma);
  await prisma.listItem.create({ data: { listId: listOne, recordId: record, inFilter: true } });
  const connecting = (addressBookId: string) => ({
    marketingListId: String(listTwo),
    integrationId: String(two),
    addressBookId,
  });
  const mapping = (dataFieldId: string) => ({ rows: [{ dataFieldId, sources: ['city'], separator: ', ' }] });
  const pairs: [method: string, path: (id: string) => string, id: bigint, body?: (id: string) => unknown][] =
    [
      ['DELETE', (id) => `/marketing-lists/${listTwo}/members/${id}`, record],
      ['DELETE', (id) => `/integrations/${two}/data-fields/${id}`, field.id],
      ['DELETE', (id) => `/integrations/${two}/data-fields?fieldId=${id}`, field.id],
      ['PUT', () => `/integrations/${two}/data-field-mappings/contact`, field.id, mapping],
      ['POST', () => '/connections', book, connecting],
      ['GET', (id) => `/leads/${id}`, record],
      ['PATCH', (id) => `/customers/${id}`, record, () => ({ firstName: 'Mine' })],
      ['GET', (id) => `/leads/${id}/timeline`, record],
    ];
  for (const [method, path, id, body] of pairs) {
    const [foreign, never] = [
      await call(method, path(String(id)), body?.(String(id))),
      await call(method, path(unknown), body?.(unknown)),
    ];
    expect([method, path('ID'), plain(foreign, String(id))]).toEqual([
      method,
      path('ID'),
      plain(never, unknown),
    ]);
    expect(foreign.status).toBeGreaterThanOrEqual(400);
    expect(foreign.status).toBeLessThan(500);
  }
  expect(await prisma.listItem.count({ where: { listId: listOne, removedAt: null } })).toBe(1);
  expect(await prisma.dataField.count({ where: { id: field.id } })).toBe(1);
  expect(await prisma.connection.count({ where: { addressBookId: book } })).toBe(0);
});

test('what belongs to one account is never under another’s id, on any road that asks for one (check 50)', async () => {
  const { call, ctx } = await testApi();
  const { prisma } = ctx.db;
  const stamp = randomUUID().replaceAll('-', '');
  const make = async (name: string) => {
    const mark = `${name}${stamp}`;
    const integrationId = await createIntegrationRow(ctx, { name: mark, accountName: mark });
    const { connectionId, bookId } = await connectList(
      prisma,
      await createList(prisma, { name: mark }),
      integrationId,
    );
    await prisma.addressBook.update({ where: { id: bookId }, data: { name: mark } });
    await prisma.syncRun.create({
      data: { kind: 'export', trigger: 'button', integrationId, connectionId },
    });
    await createCampaign(prisma, { name: mark, integrationId, addressBookId: bookId, recipients: [] });
    const { id: dataFieldId } = await prisma.dataField.create({
      data: { integrationId, name: mark, type: 'String', visibility: 'Private', seenAt: new Date() },
    });
    await call('PUT', `/integrations/${integrationId}/data-field-mappings/contact`, {
      rows: [{ dataFieldId: String(dataFieldId), sources: ['city'], separator: ', ' }],
    });
    await changeSettings(ctx, {
      integrationId: String(integrationId),
      changes: { exportMinutes: name === 'ours' ? 77 : 88 },
    });
    return { id: String(integrationId), mark };
  };
  const [ours, theirs] = [await make('ours'), await make('theirs')];
  const roads = apiRoutes.flatMap(({ method, path, query }) => {
    if (method !== 'GET') return [];
    if (path.startsWith('/integrations/{id}'))
      return [(id: string) => path.replace('{id}', id).replace('{entity}', 'contact')];
    return 'integrationId' in query.shape ? [(id: string) => `${path}?integrationId=${id}`] : [];
  });
  expect(roads.length).toBeGreaterThan(10);
  // Where nothing of the account's own stands in the answer, its absence would show nothing.
  const silent = [
    '/integrations/ID/consent-gate',
    '/integrations/ID/data-field-mappings/contact/versions',
    '/settings/dotdigital?integrationId=ID',
    '/settings/dotdigital/changes?integrationId=ID',
  ];
  for (const road of roads)
    for (const [own, other] of [
      [ours, theirs],
      [theirs, ours],
    ] as const) {
      const { status, text } = await call('GET', road(own.id));
      const tells = silent.includes(road('ID')) || text.includes(own.mark);
      expect([road('ID'), status, tells, text.includes(other.mark)]).toEqual([road('ID'), 200, true, false]);
    }
  const settings = async (id: string) => (await call('GET', `/settings/dotdigital?integrationId=${id}`)).text;
  expect([await settings(ours.id), await settings(theirs.id)]).toEqual([
    expect.stringContaining('77'),
    expect.stringContaining('88'),
  ]);
});

test('another person’s saved views and tokens are not there', async () => {
  const [mine, theirs] = [await testContext({ role: 'marketer' }), await testContext({ role: 'marketer' })];
  const view = await saveView(theirs, { grid: 'contacts', name: 'Theirs', query: 'q=a' });
  const token = await theirs.db.prisma.apiToken.create({
    data: {
      name: 'theirs',
      prefix: 'dbr_x',
      hash: new Uint8Array(32).fill(9),
      scopes: ['statistics:read'],
      userId: theirs.actor.kind === 'person' ? BigInt(theirs.actor.userId) : 0n,
    },
  });
  const tries: ((id: string) => Promise<unknown>)[] = [
    (id) => renameView(mine, { id, name: 'Mine' }),
    (id) => replaceView(mine, { id, query: 'q=b' }),
    (id) => deleteView(mine, { id }),
  ];
  const told = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: Error & { userMessage?: string }) => error.userMessage,
    );
  for (const attempt of tries) {
    const words = await told(attempt(view.id));
    expect(words).toMatch(/does not exist/);
    expect(words).toBe(await told(attempt(unknown)));
  }
  expect(await told(revokeApiToken(mine, { id: String(token.id) }))).toBe(
    await told(revokeApiToken(mine, { id: unknown })),
  );
  expect(await theirs.db.prisma.apiToken.findUniqueOrThrow({ where: { id: token.id } })).toMatchObject({
    revokedAt: null,
  });
  expect(
    await theirs.db.prisma.savedView.findUniqueOrThrow({ where: { id: BigInt(view.id) } }),
  ).toMatchObject({ name: 'Theirs' });
});

test('whom somebody took off a list is told with the reason, page by page, and is none of its people', async () => {
  const { call, ctx } = await testApi({ role: 'marketer' });
  const list = await createList(ctx.db.prisma, { type: 'manual' });
  const people = [
    await createPerson(ctx.db.prisma),
    await createPerson(ctx.db.prisma),
    await createPerson(ctx.db.prisma),
  ].map(String);
  expect((await call('POST', `/marketing-lists/${list}/members`, { recordIds: people })).status).toBe(200);
  for (const id of people.slice(0, 2))
    expect((await call('DELETE', `/marketing-lists/${list}/members/${id}?reason=asked%20to`)).status).toBe(
      204,
    );
  const first = await call('GET', `/marketing-lists/${list}/members?state=removed&limit=1`);
  expect(read(first, 'data')).toMatchObject([{ recordId: people[0], state: 'removed', reason: 'asked to' }]);
  const second = await call(
    'GET',
    `/marketing-lists/${list}/members?state=removed&limit=1&cursor=${String(read(first, 'nextCursor'))}`,
  );
  expect([read(second, 'data', 0, 'recordId'), read(second, 'nextCursor')]).toEqual([people[1], null]);
  const left = await call('GET', `/marketing-lists/${list}/members`);
  expect((read(left, 'data') as { recordId: string }[]).map(({ recordId }) => recordId)).toEqual([people[2]]);
});
