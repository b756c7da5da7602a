import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Context, FlowContext } from '@/lib/context';
import { DotdigitalError } from '@/lib/dotdigital';
import { AppError } from '@/lib/errors';
import { cancelRunsOfIntegration } from '@/lib/sync-runs';
import { parseTableQuery } from '@/lib/table-query';
import { createAddressBookRows, createIntegrationRow, sandboxAccount } from '@/prisma/seed/integrations';
import { testContext } from '@/prisma/test-context';
import { startSimulator, type Simulator } from '@/simulator/start';
import {
  checkConnection,
  createIntegration,
  deleteIntegration,
  getIntegration,
  getIntegrationHealth,
  listIntegrations,
  openDotdigital,
  purgeDeletedIntegrations,
  recordIntegrationFailure,
  recordIntegrationSuccess,
  rotateSecrets,
  scheduleSync,
  setIntegrationActive,
  updateIntegration,
} from './index';
import { integrationGrid } from './integration-grid';
import { CreateIntegration, UpdateIntegration } from './schemas';

let sandbox: Simulator;
beforeAll(async () => {
  sandbox = await startSimulator();
});
beforeEach(() =>
  fetch(`${sandbox.url}/_control/reset`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"seed":1}',
  }),
);
afterAll(() => sandbox.close());

const admin = (): Promise<Context> => testContext({ role: 'admin', dotdigitalUrl: sandbox.url });

let count = 0;
const form = (given: Record<string, unknown> = {}) =>
  CreateIntegration.parse({
    name: `Northwind ${(count += 1)}`,
    username: 'apiuser-demo@apiconnector.com',
    password: 'sandbox-password',
    ...given,
  });

const codeOf = async (
  act: Promise<unknown>,
): Promise<{ code?: string; fieldErrors?: Record<string, string>; userMessage?: string }> => {
  const error = await act.catch((one: unknown) => one);
  return error instanceof AppError ? error : {};
};

async function fault(rule: Record<string, unknown>): Promise<void> {
  await fetch(`${sandbox.url}/_control/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(rule),
  });
}

test('Check Connection answers with the account, its limits and its books before anything is saved', async () => {
  const ctx = await admin();
  const check = await checkConnection(ctx, {
    integrationId: null,
    username: 'apiuser-demo@apiconnector.com',
    password: 'sandbox-password',
  });
  expect(check).toMatchObject({
    ok: true,
    accountName: 'Northwind Outdoor',
    addressBookCount: 0,
    offersContactImport: true,
  });
  const overseas = await checkConnection(ctx, {
    integrationId: null,
    username: 'apiuser-demo-us@apiconnector.com',
    password: 'sandbox-password',
  });
  expect(overseas).toMatchObject({ ok: true, accountName: 'Northwind Outdoor US', region: 'r2' });
  expect(await ctx.db.prisma.integration.count()).toBe(0);
});

test('Check Connection tells whether the account takes contacts by v3, and keeps it of an account that is known', async () => {
  const ctx = await admin();
  const { id } = await createIntegration(ctx, sandboxAccount('Offers v3'));
  const offered = async () => (await getIntegration(ctx, { id })).offersContactImport;
  const check = () =>
    checkConnection(ctx, { integrationId: id, username: 'apiuser-demo@apiconnector.com', password: '' });
  expect(await offered()).toBe(true);
  await fault({ route: '/contacts/v3', kind: 'server-error', times: 2 });
  expect(await check()).toMatchObject({ ok: true, offersContactImport: null });
  expect(await offered()).toBe(true);
  await fault({ route: '/contacts/v3', kind: 'not-found' });
  expect(await check()).toMatchObject({ ok: true, offersContactImport: false });
  expect(await offered()).toBe(false);
});

test('each way a connection fails has its own reason', async () => {
  const ctx = await admin();
  const ask = (password = 'sandbox-password') =>
    checkConnection(ctx, { integrationId: null, username: 'apiuser-demo@apiconnector.com', password });
  expect(await ask('wrong-password')).toMatchObject({ ok: false, reason: 'credentials' });
  await fault({ route: '/v2/address-books', kind: 'forbidden' });
  expect(await ask()).toMatchObject({ ok: false, reason: 'region' });
  await fault({ route: '/v2/account-info', kind: 'html' });
  expect(await ask()).toMatchObject({ ok: false, reason: 'invalid_answer' });
  const dead = await testContext({ role: 'admin', dotdigitalUrl: 'http://127.0.0.1:1' });
  expect(
    await checkConnection(dead, { integrationId: null, username: 'apiuser-x', password: 'sandbox-password' }),
  ).toMatchObject({ ok: false, reason: 'unreachable' });
});

test('an account that names a host nobody allowed is refused at the check, at save and at the call', async () => {
  const ctx = await admin();
  await fault({
    route: '/v2/account-info',
    kind: 'odd-values',
    args: {
      set: {
        properties: [
          { name: 'Name', value: 'Trap' },
          { name: 'ApiEndpoint', value: 'http://169.254.169.254' },
        ],
      },
    },
  });
  expect(
    await checkConnection(ctx, {
      integrationId: null,
      username: 'apiuser-demo@apiconnector.com',
      password: 'sandbox-password',
    }),
  ).toMatchObject({ ok: false, reason: 'host_not_allowed' });
  expect(await codeOf(createIntegration(ctx, form()))).toMatchObject({ code: 'invalid_input' });
  const id = await createIntegrationRow(ctx, { apiEndpoint: 'http://169.254.169.254' });
  await expect(openDotdigital(ctx, id)).rejects.toMatchObject({ kind: 'host_not_allowed' });
});

test('saving finds the account, encrypts the secrets and makes an import due; nothing secret comes back', async () => {
  const ctx = await admin();
  const { id } = await createIntegration(
    ctx,
    form({ clientId: 'sandbox-client', clientSecret: 'a-client-secret' }),
  );
  const view = await getIntegration(ctx, { id });
  expect(view).toMatchObject({
    accountName: 'Northwind Outdoor',
    apiEndpoint: sandbox.url,
    passwordSet: true,
    clientSecretSet: true,
    state: 'starting',
    health: null,
    timeZone: 'Europe/London',
  });
  expect(view.nextImportAt).not.toBeNull();
  expect(JSON.stringify(view)).not.toMatch(/sandbox-password|a-client-secret/);
  const secrets = await ctx.db.prisma.integrationSecret.findMany({ where: { integrationId: BigInt(id) } });
  expect(secrets).toHaveLength(2);
  for (const { ciphertext } of secrets)
    expect(Buffer.from(ciphertext).toString('latin1')).not.toMatch(/sandbox-password|a-client-secret/);
  const audit = await ctx.db.prisma.auditEntry.findFirstOrThrow({
    where: { action: 'integration.create', subjectId: id },
  });
  expect(JSON.stringify(audit.detail)).not.toMatch(/sandbox-password|a-client-secret/);
});

test('the same password saved twice is stored as other bytes, and one moved to another row does not open', async () => {
  const ctx = await admin();
  const [one, two] = [
    await createIntegrationRow(ctx, { password: 'first-password' }),
    await createIntegrationRow(ctx, { password: 'first-password' }),
  ];
  const [a, b] = await ctx.db.prisma.integrationSecret.findMany({
    where: { integrationId: { in: [one, two] } },
    orderBy: { integrationId: 'asc' },
  });
  if (!a || !b) throw new Error('two secrets');
  expect(Buffer.from(a.ciphertext).equals(Buffer.from(b.ciphertext))).toBe(false);
  await ctx.db.prisma.integrationSecret.update({
    where: { integrationId_kind: { integrationId: two, kind: 'password' } },
    data: { ciphertext: a.ciphertext },
  });
  expect((await codeOf(openDotdigital(ctx, two))).code).toBe('unavailable');
});

test('wrong credentials, a taken name, an unknown owner and a foreign OAuth domain are errors at their fields', async () => {
  const ctx = await admin();
  const { name } = form();
  await createIntegration(ctx, form({ name }));
  expect(
    (await codeOf(createIntegration(ctx, form({ password: 'wrong-password' })))).fieldErrors,
  ).toHaveProperty('password');
  const wrong = await codeOf(
    createIntegration(
      ctx,
      form({
        name: name.toUpperCase(),
        defaultOwnerId: '999999',
        oauthDomain: 'https://evil-dotdigital.com',
      }),
    ),
  );
  expect(Object.keys(wrong.fieldErrors ?? {}).sort()).toEqual(['defaultOwnerId', 'name', 'oauthDomain']);
  const { id } = await createIntegration(ctx, form({ oauthDomain: 'https://r1-app.dotdigital.com/' }));
  expect((await getIntegration(ctx, { id })).oauthDomain).toBe('https://r1-app.dotdigital.com');
});

test('a dead line is no reason not to save: the page says so, and the first call looks for the account again', async () => {
  const dead = await testContext({ role: 'admin', dotdigitalUrl: 'http://127.0.0.1:1' });
  const { id } = await createIntegration(dead, form());
  expect(await getIntegration(dead, { id })).toMatchObject({
    state: 'failing',
    apiEndpoint: null,
    health: { code: 'network' },
  });
  const alive = {
    ...dead,
    config: {
      ...dead.config,
      dotdigitalUrl: sandbox.url,
      dotdigitalAllowedHosts: [new URL(sandbox.url).host],
    },
  };
  const client = await openDotdigital(alive, BigInt(id));
  expect((await client.accountInfo()).name).toBe('Northwind Outdoor');
  await client.close();
  expect(await getIntegration(alive, { id })).toMatchObject({
    apiEndpoint: sandbox.url,
    accountName: 'Northwind Outdoor',
  });
});

const edit = (given: Record<string, unknown>) =>
  UpdateIntegration.parse({
    name: `Northwind ${(count += 1)}`,
    username: 'apiuser-demo@apiconnector.com',
    password: '',
    ...given,
  });

test('an edit keeps secrets that are left empty, refuses a stale form and another account', async () => {
  const ctx = await admin();
  const { id } = await createIntegration(
    ctx,
    form({ clientId: 'sandbox-client', clientSecret: 'a-client-secret' }),
  );
  const before = await ctx.db.prisma.integrationSecret.findMany({
    where: { integrationId: BigInt(id) },
    orderBy: { kind: 'asc' },
  });
  await updateIntegration(ctx, edit({ id, version: 1, clientId: 'sandbox-client' }));
  expect(
    await ctx.db.prisma.integrationSecret.findMany({
      where: { integrationId: BigInt(id) },
      orderBy: { kind: 'asc' },
    }),
  ).toEqual(before);
  expect((await codeOf(updateIntegration(ctx, edit({ id, version: 1 })))).code).toBe('stale');
  const other = await codeOf(
    updateIntegration(ctx, edit({ id, version: 2, username: 'apiuser-demo-us@apiconnector.com' })),
  );
  expect(other.fieldErrors?.username).toMatch(/another Dotdigital account/);
  expect(
    (await codeOf(updateIntegration(ctx, edit({ id, version: 2, password: 'wrong-password' })))).fieldErrors,
  ).toHaveProperty('password');
  await updateIntegration(ctx, edit({ id, version: 2 }));
  expect(await getIntegration(ctx, { id })).toMatchObject({
    clientSecretSet: false,
    passwordSet: true,
    version: 3,
  });
});

test('a new password that works clears the trouble and is used from then on', async () => {
  const ctx = await admin();
  const integrationId = await createIntegrationRow(ctx, { password: 'an-old-password' });
  const id = String(integrationId);
  const old = await openDotdigital(ctx, integrationId);
  const failure = await old.accountInfo().catch((error: unknown) => error);
  await old.close();
  expect(failure).toMatchObject({ kind: 'credentials' });
  await recordIntegrationFailure(ctx, integrationId, failure);
  expect(await getIntegration(ctx, { id })).toMatchObject({
    active: true,
    state: 'failing',
    health: { code: 'credentials' },
  });
  await updateIntegration(ctx, edit({ id, version: 1, password: 'sandbox-password' }));
  expect((await getIntegration(ctx, { id })).health).toBeNull();
  const client = await openDotdigital(ctx, integrationId);
  expect((await client.accountInfo()).name).toBe('Northwind Outdoor');
  await client.close();
});

test('trouble keeps its first moment, a success clears it, and only what concerns the integration is noted', async () => {
  let now = new Date('2026-11-21T10:00:00Z');
  const ctx = await testContext({ now: () => now });
  const id = await createIntegrationRow(ctx);
  const view = () => getIntegration(ctx, { id: String(id) });
  await recordIntegrationFailure(ctx, id, new DotdigitalError('refused', 'x', { acted: 'no' }));
  await recordIntegrationFailure(ctx, id, new Error('ours'));
  expect((await view()).health).toBeNull();
  await recordIntegrationFailure(ctx, id, new DotdigitalError('timeout', 'x', { acted: 'no' }));
  now = new Date('2026-11-21T11:00:00Z');
  await recordIntegrationFailure(ctx, id, new DotdigitalError('region', 'x', { acted: 'no' }));
  expect(await view()).toMatchObject({
    apiEndpoint: null,
    health: { code: 'region', failingSince: '2026-11-21T10:00:00.000Z' },
  });
  await recordIntegrationSuccess(ctx, id);
  expect(await view()).toMatchObject({ health: null, state: 'starting' });
});

test('deactivated, nothing is opened and no sync is scheduled; activated, an import is due', async () => {
  const ctx = await admin();
  const integrationId = await createIntegrationRow(ctx);
  const id = String(integrationId);
  await setIntegrationActive(ctx, { id, active: false });
  expect((await codeOf(openDotdigital(ctx, integrationId))).code).toBe('conflict');
  expect((await codeOf(scheduleSync(ctx, { id }))).code).toBe('conflict');
  await setIntegrationActive(ctx, { id, active: true });
  await setIntegrationActive(ctx, { id, active: true });
  expect(
    await ctx.db.prisma.auditEntry.count({ where: { subjectId: id, action: 'integration.activate' } }),
  ).toBe(1);
  await scheduleSync(ctx, { id });
  expect((await getIntegration(ctx, { id })).nextImportAt).not.toBeNull();
});

test('deleting asks for the name, takes what hangs on it, and frees the name', async () => {
  const ctx = await admin();
  const { name } = form();
  const { id } = await createIntegration(ctx, form({ name }));
  await createAddressBookRows(ctx, BigInt(id), 3);
  expect((await getIntegration(ctx, { id })).holds).toEqual({
    connections: 0,
    addressBooks: 3,
    emailCampaigns: 0,
    contacts: 0,
  });
  expect((await codeOf(deleteIntegration(ctx, { id, name: 'something else' }))).code).toBe('invalid_input');
  await deleteIntegration(ctx, { id, name });
  expect((await codeOf(getIntegration(ctx, { id }))).code).toBe('not_found');
  expect(await ctx.db.prisma.addressBook.count({ where: { integrationId: BigInt(id) } })).toBe(0);
  await purgeDeletedIntegrations(ctx);
  const run = await ctx.db.prisma.syncRun.create({
    data: { kind: 'import', trigger: 'schedule', integrationId: BigInt(id) },
  });
  await cancelRunsOfIntegration(ctx, BigInt(id));
  expect(await ctx.db.prisma.syncRun.findUniqueOrThrow({ where: { id: run.id } })).toMatchObject({
    state: 'cancelled',
  });
  await createIntegration(ctx, form({ name }));
});

test('viewers see nothing, marketers may sync but not change', async () => {
  const viewer = await testContext({ role: 'viewer', dotdigitalUrl: sandbox.url });
  const id = String(await createIntegrationRow(viewer));
  const query = parseTableQuery({}, integrationGrid.table);
  for (const act of [
    getIntegration(viewer, { id }),
    listIntegrations(viewer, query),
    scheduleSync(viewer, { id }),
    getIntegrationHealth(viewer, { id }),
  ]) {
    expect((await codeOf(act)).code).toBe('forbidden');
  }
  const marketer = await testContext({ role: 'marketer', dotdigitalUrl: sandbox.url });
  await scheduleSync(marketer, { id });
  const check = { integrationId: id, username: 'x', password: '' };
  for (const act of [
    createIntegration(marketer, form()),
    updateIntegration(marketer, edit({ id, version: 1 })),
    deleteIntegration(marketer, { id, name: 'x' }),
    setIntegrationActive(marketer, { id, active: false }),
    checkConnection(marketer, check),
    rotateSecrets(marketer),
  ]) {
    expect((await codeOf(act)).code).toBe('forbidden');
  }
});

test('the grid searches, filters and sorts, and treats % as a sign like any other', async () => {
  const ctx = await admin();
  await createIntegrationRow(ctx, { name: 'Zeta 100%', active: false });
  await createIntegrationRow(ctx, { name: 'Alpha grid' });
  const list = async (params: Record<string, string>) => {
    const query = parseTableQuery(params, integrationGrid.table);
    return (await listIntegrations(ctx, query)).rows.map(({ name }) => name);
  };
  expect(await list({ q: '0%' })).toEqual(['Zeta 100%']);
  expect(await list({ 'f.status': 'any:inactive' })).toEqual(['Zeta 100%']);
  for (const sort of integrationGrid.table.sortable)
    expect(await list({ sort: `${sort}.desc` })).toContain('Alpha grid');
});

test('rotation moves every secret to the first key, twice changes nothing, and a lost key is named', async () => {
  const ctx = await testContext({ dotdigitalUrl: sandbox.url });
  await ctx.db.prisma.integrationSecret.deleteMany({});
  const id = await createIntegrationRow(ctx);
  const old = ctx.config.keyring.keys.get('test');
  if (!old) throw new Error('the test key');
  const withKeys = (keys: [string, Buffer][], primary: string): FlowContext => ({
    ...ctx,
    config: { ...ctx.config, keyring: { primary, keys: new Map(keys) } },
  });
  const fresh = Buffer.alloc(32, 9);
  const both = withKeys(
    [
      ['new', fresh],
      ['test', old],
    ],
    'new',
  );
  expect(await rotateSecrets(both)).toBe(1);
  expect(await rotateSecrets(both)).toBe(0);
  const client = await openDotdigital(withKeys([['new', fresh]], 'new'), id);
  expect((await client.accountInfo()).name).toBe('Northwind Outdoor');
  await client.close();
  expect(await rotateSecrets(withKeys([['third', Buffer.alloc(32, 3)]], 'third'))).toBe(0);
  expect(
    (await codeOf(openDotdigital(withKeys([['third', Buffer.alloc(32, 3)]], 'third'), id))).userMessage,
  ).toMatch(/“new” is missing/);
});
