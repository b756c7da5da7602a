import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { FlowContext, ProviderConfig } from '@/lib/context';
import { testContext } from '@/prisma/test-context';
import {
  askForLink,
  changeRoleRules,
  createOrResetUser,
  deactivateUser,
  findActorBySession,
  getProvider,
  inviteUser,
  listUsers,
  proveAgain,
  requireFreshProof,
  signIn,
  signInByProvider,
  unknownPlace,
  userGrid,
} from '../index';

const groups: ProviderConfig['groupRoles'] = new Map([
  ['bridge-admins', 'admin'],
  ['marketing', 'marketer'],
]);

async function withProvider(change: Partial<ProviderConfig> = {}): Promise<FlowContext> {
  const ctx = await testContext();
  const provider: ProviderConfig = {
    issuer: `https://login.example/${randomUUID()}`,
    name: 'Example ID',
    groupRoles: groups,
    groupsClaim: 'groups',
    defaultRole: null,
    trustsAddresses: false,
    only: false,
    ...change,
  };
  return { ...ctx, config: { ...ctx.config, provider } };
}

const claimsOf = (more: object = {}) => ({
  sub: randomUUID(),
  email: `${randomUUID()}@Example.com`,
  email_verified: true,
  name: 'Tove Lund',
  groups: ['staff', 'marketing'],
  auth_time: Math.floor(Date.now() / 1_000),
  ...more,
});

const come = async (ctx: FlowContext, claims: unknown) => {
  const answer = await signInByProvider(ctx, claims, unknownPlace);
  return typeof answer === 'string' ? answer : findActorBySession(ctx, answer.sessionId);
};

test('whoever is new is made with the role of their groups, and is the same person afterwards, whatever their address', async () => {
  const ctx = await withProvider();
  const claims = claimsOf();
  const first = await come(ctx, claims);
  expect(first).toMatchObject({ role: 'marketer', name: 'Tove Lund', email: claims.email.toLowerCase() });
  const again = await come(ctx, {
    ...claims,
    email: 'married@example.com',
    email_verified: false,
    groups: ['bridge-admins', 'marketing'],
  });
  expect(again).toMatchObject({ role: 'admin', email: claims.email.toLowerCase() });
  const lines = await ctx.db.prisma.auditEntry.findMany({
    where: {
      subjectType: 'user',
      subjectId: first !== null && typeof first === 'object' && first.kind === 'person' ? first.userId : '',
    },
    orderBy: { id: 'asc' },
  });
  expect(lines.map(({ action, detail }) => [action, detail])).toEqual([
    ['user.create', { role: 'marketer', by: 'Example ID' }],
    ['session.open', { by: 'Example ID' }],
    ['user.change-role', { before: 'marketer', after: 'admin', by: 'Example ID' }],
    ['session.open', { by: 'Example ID' }],
  ]);
  const { rows } = await listUsers(await testContext({ role: 'admin' }), {
    q: claims.email,
    sort: userGrid.table.defaultSort,
    filters: [],
    page: 1,
    size: 10,
  });
  expect(rows).toMatchObject([{ state: 'active' }]);
});

test('two first sign-ins at once make one person', async () => {
  const ctx = await withProvider();
  const claims = claimsOf();
  const both = await Promise.all([come(ctx, claims), come(ctx, claims)]);
  expect(both).toMatchObject([{ kind: 'person' }, { kind: 'person' }]);
  expect(await ctx.db.prisma.user.count({ where: { email: claims.email.toLowerCase() } })).toBe(1);
});

test('somebody who is here already is known by an address that the provider has checked, and by no other', async () => {
  const ctx = await withProvider();
  const email = `${randomUUID()}@example.com`;
  const { id } = await createOrResetUser(ctx, { email, role: 'marketer', password: 'correct horse battery' });
  const claims = claimsOf({ email });
  expect(await come(ctx, { ...claims, email_verified: false })).toBe('NoAddress');
  expect(await come(ctx, { ...claims, email_verified: undefined })).toBe('NoAddress');
  expect(await come(ctx, { ...claims, email: undefined })).toBe('NoAddress');
  expect(await come(ctx, claims)).toMatchObject({ userId: id });
  // The address was given to somebody else at the provider.
  expect(await come(ctx, claimsOf({ email }))).toBe('OtherPerson');
  const trusting = await withProvider({ trustsAddresses: true });
  expect(
    await come(trusting, claimsOf({ email: `${randomUUID()}@example.com`, email_verified: undefined })),
  ).toMatchObject({
    kind: 'person',
  });
});

test('without a group that lets them in nobody comes in, and without groups only whom a default lets', async () => {
  const ctx = await withProvider();
  const claims = claimsOf();
  expect(await come(ctx, { ...claims, groups: ['staff'] })).toBe('NoRole');
  expect(await come(ctx, { ...claims, groups: 'marketing' })).toMatchObject({ role: 'marketer' });
  expect(await come(ctx, { ...claims, groups: undefined })).toBe('NoRole');
  expect(await come(await withProvider({ defaultRole: 'viewer' }), claimsOf({ groups: [] }))).toMatchObject({
    role: 'viewer',
  });
  const byHand = await withProvider({ groupRoles: new Map() });
  expect(await come(byHand, claimsOf())).toBe('NoRole');
  const open = await withProvider({ groupRoles: new Map(), defaultRole: 'viewer' });
  const theirs = claimsOf();
  const made = await come(open, theirs);
  expect(made).toMatchObject({ role: 'viewer' });
  await open.db.prisma.user.update({
    where: { email: theirs.email.toLowerCase() },
    data: { role: 'marketer' },
  });
  expect(await come(open, theirs)).toMatchObject({ role: 'marketer' });
});

test('who is deactivated here doesn’t come in, and each refusal leaves its line', async () => {
  const ctx = await withProvider();
  const claims = claimsOf();
  const person = await come(ctx, claims);
  if (person === null || typeof person === 'string' || person.kind !== 'person') throw new Error('not in');
  await deactivateUser(await testContext({ role: 'admin' }), { id: person.userId });
  expect(await come(ctx, claims)).toBe('Deactivated');
  const line = await ctx.db.prisma.auditEntry.findFirst({
    where: { action: 'session.refuse' },
    orderBy: { id: 'desc' },
  });
  expect(line).toMatchObject({ refused: true, detail: { by: 'Example ID', because: 'Deactivated' } });
});

test('what isn’t what a provider may say opens nothing', async () => {
  const ctx = await withProvider();
  await expect(come(ctx, { ...claimsOf(), sub: '' })).rejects.toThrow();
  await expect(come(ctx, { ...claimsOf(), sub: 'a\u0000b' })).rejects.toThrow();
  expect(await come(ctx, { ...claimsOf(), email: 'not an address' })).toBe('NoAddress');
  expect(await come(ctx, { ...claimsOf(), name: 7, auth_time: 'now' })).toMatchObject({ kind: 'person' });
});

test('the provider asks for its own second factor: a role that needs one lets its people in', async () => {
  const ctx = await withProvider();
  const admin = await testContext({ role: 'admin' });
  const demand = (marketer: boolean) =>
    changeRoleRules(admin, { needsSecondFactor: { viewer: false, marketer, admin: false } });
  try {
    await demand(true);
    expect(await come(ctx, claimsOf())).not.toHaveProperty('lacksSecondFactor');
  } finally {
    await demand(false);
  }
});

test('what hurts is asked again by the provider, unless it has just asked who they are', async () => {
  const ctx = await withProvider();
  const open = async (auth_time: number | undefined) => {
    const answer = await signInByProvider(ctx, claimsOf({ auth_time }), unknownPlace);
    if (typeof answer === 'string') throw new Error(answer);
    const actor = await findActorBySession(ctx, answer.sessionId);
    if (actor === null) throw new Error('not in');
    return { sessionId: answer.sessionId, as: { ...ctx, actor } };
  };
  const now = Math.floor(Date.now() / 1_000);
  const fresh = await open(now);
  await requireFreshProof(fresh.as, fresh.sessionId);
  for (const { as, sessionId } of [await open(now - 3_600), await open(undefined)]) {
    await expect(requireFreshProof(as, sessionId)).rejects.toMatchObject({
      code: 'step_up',
      asks: 'provider',
    });
    await expect(proveAgain(as, { proof: 'anything' }, sessionId)).rejects.toMatchObject({
      code: 'invalid_input',
    });
  }
  const ahead = await open(now + 86_400);
  await expect(
    requireFreshProof({ ...ahead.as, now: () => new Date(Date.now() + 660_000) }, ahead.sessionId),
  ).rejects.toMatchObject({ code: 'step_up' });
});

test('where the provider is the only way in no password works, but of whom the command let in, for a day', async () => {
  const ctx = await withProvider({ only: true });
  const mail = { smtpUrl: 'smtp://127.0.0.1:1', from: null, applicationUrl: 'https://dotbridge.example' };
  const only = { ...ctx, config: { ...ctx.config, mail } };
  const email = `${randomUUID()}@example.com`;
  const credentials = { email, password: 'correct horse battery' };
  await createOrResetUser(only, { ...credentials, role: 'admin' });
  expect(await signIn(only, credentials, unknownPlace)).toBeNull();
  const letInUntil = new Date(Date.now() + 86_400_000);
  await createOrResetUser(only, { ...credentials, role: 'admin' }, { letInUntil });
  expect(await signIn(only, credentials, unknownPlace)).toMatchObject({ sessionId: expect.any(String) });
  const late = { ...only, now: () => new Date(letInUntil.getTime() + 1) };
  expect(await signIn(late, credentials, unknownPlace)).toBeNull();
  await expect(
    inviteUser(only, { email: `${randomUUID()}@example.com`, name: 'N', role: 'viewer' }),
  ).rejects.toMatchObject({ code: 'conflict' });
  const links = await only.db.prisma.accountLink.count({ where: { user: { email } } });
  await askForLink(only, { email });
  expect(await only.db.prisma.accountLink.count({ where: { user: { email } } })).toBe(links);
});

test('what is shown of the provider is nothing secret', async () => {
  const ctx = await withProvider();
  expect(await getProvider(ctx)).toEqual({
    name: 'Example ID',
    issuer: ctx.config.provider?.issuer,
    groupsClaim: 'groups',
    groupRoles: [
      { group: 'bridge-admins', role: 'admin' },
      { group: 'marketing', role: 'marketer' },
    ],
    defaultRole: null,
    only: false,
  });
  expect(await getProvider(await testContext())).toBeNull();
});
