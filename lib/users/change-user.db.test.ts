import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Role } from '@/lib/actor';
import type { Context, FlowContext } from '@/lib/context';
import { createApiToken, findTokenBearer } from '@/lib/api-tokens';
import { queueMail } from '@/lib/mail';
import { testContext } from '@/prisma/test-context';
import {
  changeRole,
  createOrResetUser,
  deactivateUser,
  endOtherSessions,
  endOwnSession,
  findActorBySession,
  inviteUser,
  listOwnSessions,
  reactivateUser,
  removeEndedSessions,
  sendPasswordLink,
  signIn,
  signOutUser,
  unknownPlace,
} from './index';

const password = 'correct horse battery';

async function person(ctx: Context, role: Role) {
  const email = `${randomUUID()}@example.com`;
  const { id } = await createOrResetUser(ctx, { email, role, password });
  const open = async (more = {}, address: string | null = null) => {
    const whence = { road: 'page' as const, address, userAgent: null, tokenId: null };
    const place = { ...unknownPlace, ...more };
    return (await signIn({ ...ctx, whence }, { email, password }, place))?.sessionId ?? '';
  };
  return { id, email, open };
}

const lines = (ctx: Context, subjectId: string) =>
  ctx.db.prisma.auditEntry
    .findMany({ where: { subjectType: 'user', subjectId }, orderBy: { id: 'asc' } })
    .then((all) => all.map(({ action }) => action));

/** Nobody but these is an admin who can sign in. */
async function onlyAdmins(ctx: FlowContext): Promise<void> {
  await ctx.db.prisma.user.updateMany({ where: { role: 'admin' }, data: { role: 'marketer' } });
}

test('a new role holds from the next request on, tells before and after, and is written once', async () => {
  const ctx = await testContext({ role: 'admin' });
  const { id, open } = await person(ctx, 'marketer');
  const session = await open();
  await changeRole(ctx, { id, role: 'viewer' });
  await changeRole(ctx, { id, role: 'viewer' });
  expect(await findActorBySession(ctx, session)).toMatchObject({ role: 'viewer' });
  const entry = await ctx.db.prisma.auditEntry.findMany({
    where: { subjectId: id, action: 'user.change-role' },
  });
  expect(entry.map(({ detail }) => detail)).toEqual([{ before: 'marketer', after: 'viewer' }]);
  await expect(changeRole(ctx, { id: '9999999', role: 'viewer' })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('who is deactivated is out at once: session, token, mail; reactivated they come in again', async () => {
  const ctx = await testContext({ role: 'admin' });
  const { id, email, open } = await person(ctx, 'marketer');
  const session = await open();
  const { token } = await createApiToken(ctx, {
    name: 'Shop',
    scopes: ['lists:read'],
    expiresInDays: 1,
    userEmail: email,
  });
  await queueMail(ctx, ctx.db.prisma, {
    key: `test:${id}`,
    kind: 'weekly-report',
    userId: BigInt(id),
    to: { name: 'Somebody', address: email },
    content: { subject: 'a', text: 'b', html: 'c', stopUrl: null },
    expiresAt: new Date(Date.now() + 60_000),
  });
  await deactivateUser(ctx, { id });
  await deactivateUser(ctx, { id });
  expect(await findActorBySession(ctx, session)).toBeNull();
  expect(await findTokenBearer(ctx, token)).toBeNull();
  expect(await open()).toBe('');
  expect(await ctx.db.prisma.mail.findUnique({ where: { key: `test:${id}` } })).toMatchObject({
    state: 'withdrawn',
  });
  await reactivateUser(ctx, { id });
  await reactivateUser(ctx, { id });
  expect(await findActorBySession(ctx, session)).toBeNull();
  expect(await findActorBySession(ctx, await open())).toMatchObject({ email });
  expect(await findTokenBearer(ctx, token)).not.toBeNull();
  expect((await lines(ctx, id)).filter((action) => action.endsWith('activate'))).toEqual([
    'user.deactivate',
    'user.reactivate',
  ]);
});

test('the last admin who can sign in stays, however many try at once', async () => {
  const ctx = await testContext();
  await onlyAdmins(ctx);
  const [one, other] = [await person(ctx, 'admin'), await person(ctx, 'admin')];
  // Invited, so without a password: nobody could sign in.
  await ctx.db.prisma.user.create({
    data: { email: `${randomUUID()}@example.com`, name: 'X', role: 'admin' },
  });
  const both = await Promise.allSettled([
    changeRole(ctx, { id: one.id, role: 'viewer' }),
    deactivateUser(ctx, { id: other.id }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const refused = both.find((each) => each.status === 'rejected');
  expect(refused?.reason).toMatchObject({
    code: 'conflict',
    userMessage: expect.stringContaining('last admin'),
  });
  const last = both[0]?.status === 'fulfilled' ? other : one;
  await expect(changeRole(ctx, { id: last.id, role: 'marketer' })).rejects.toMatchObject({
    code: 'conflict',
  });
  await expect(createOrResetUser(ctx, { email: last.email, role: 'viewer', password })).rejects.toMatchObject(
    { code: 'conflict' },
  );
  expect(await findActorBySession(ctx, await last.open())).toMatchObject({ role: 'admin' });
});

test('signed out everywhere, every browser is out', async () => {
  const ctx = await testContext({ role: 'admin' });
  const { id, open } = await person(ctx, 'viewer');
  const sessions = [await open(), await open(), await open()];
  expect(await signOutUser(ctx, { id })).toEqual({ endedCount: 3 });
  expect(await signOutUser(ctx, { id })).toEqual({ endedCount: 0 });
  expect(await Promise.all(sessions.map((one) => findActorBySession(ctx, one)))).toEqual([null, null, null]);
  expect((await lines(ctx, id)).filter((action) => action === 'user.sign-out')).toHaveLength(1);
});

test('a person sees where they are signed in, and ends their own sessions, never another’s', async () => {
  const ctx = await testContext();
  const [mine, theirs] = [await person(ctx, 'viewer'), await person(ctx, 'viewer')];
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
  const here = await mine.open({ userAgent: firefox }, '203.0.113.7');
  const [second, third] = [await mine.open(), await mine.open()];
  const other = await theirs.open();
  const actor = await findActorBySession(ctx, here);
  if (!actor) throw new Error('not signed in');
  const own = { ...ctx, actor };
  const listed = await listOwnSessions(own, here);
  expect(listed).toHaveLength(3);
  expect(listed.find(({ isThisOne }) => isThisOne)).toMatchObject({
    id: here,
    device: 'Firefox 140, Linux',
    source: '203.0.113.7',
  });
  await endOwnSession(own, { id: other });
  await endOwnSession(own, { id: second });
  expect(await findActorBySession(ctx, other)).not.toBeNull();
  expect(await findActorBySession(ctx, second)).toBeNull();
  await endOtherSessions(own, here);
  expect(await findActorBySession(ctx, third)).toBeNull();
  expect((await listOwnSessions(own, here)).map(({ id }) => id)).toEqual([here]);
});

test('a sign-in in a browser ends the session it had', async () => {
  const ctx = await testContext();
  const { open } = await person(ctx, 'viewer');
  const first = await open();
  const second = await open({ sessionId: first });
  expect(await findActorBySession(ctx, first)).toBeNull();
  expect(await findActorBySession(ctx, second)).not.toBeNull();
});

test('when somebody was last here outlives the session; links and sessions that are over go', async () => {
  const ctx = await testContext({ role: 'admin' });
  const { id, open } = await person(ctx, 'viewer');
  await ctx.db.prisma.accountLink.create({
    data: { userId: BigInt(id), kind: 'reset', tokenHash: Buffer.from(id), expiresAt: new Date(2020, 0) },
  });
  const session = await open();
  const at = new Date(Date.now() - 9 * 86_400_000);
  await ctx.db.prisma.session.update({ where: { id: session }, data: { createdAt: at, lastSeenAt: at } });
  await removeEndedSessions(ctx);
  expect(await ctx.db.prisma.session.count({ where: { userId: BigInt(id) } })).toBe(0);
  expect(await ctx.db.prisma.accountLink.count({ where: { userId: BigInt(id) } })).toBe(0);
  expect(await ctx.db.prisma.user.findUnique({ where: { id: BigInt(id) } })).toMatchObject({
    lastSeenAt: at,
  });
});

test('only admins do any of it', async () => {
  const marketer = await testContext({ role: 'marketer' });
  const ref = { id: '1' };
  for (const tried of [
    inviteUser(marketer, { email: 'a@example.com', name: 'A', role: 'viewer' }),
    sendPasswordLink(marketer, ref),
    changeRole(marketer, { ...ref, role: 'admin' }),
    deactivateUser(marketer, ref),
    reactivateUser(marketer, ref),
    signOutUser(marketer, ref),
  ])
    await expect(tried).rejects.toMatchObject({ code: 'forbidden' });
});

test('an address that somebody has is not invited twice', async () => {
  const plain = await testContext({ role: 'admin' });
  const mail = { smtpUrl: null, from: null, applicationUrl: 'https://dotbridge.example' };
  const ctx = { ...plain, config: { ...plain.config, mail } };
  const { email } = await person(ctx, 'viewer');
  await expect(inviteUser(ctx, { email, name: 'Again', role: 'admin' })).rejects.toMatchObject({
    code: 'conflict',
    fieldErrors: { email: expect.any(String) },
  });
});
