import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { testContext } from '@/prisma/test-context';
import {
  createOrResetUser,
  endSession,
  findActorBySession,
  peekActorBySession,
  signIn,
  unknownPlace,
} from '../index';
import { Credentials } from '../schemas';

const password = 'correct horse battery';

async function withPerson() {
  const ctx = await testContext();
  const email = `${randomUUID()}@example.com`;
  await createOrResetUser(ctx, { email, role: 'marketer', password });
  return { ctx, email };
}

test('a person signs in with their password and is known by their session', async () => {
  const { ctx, email } = await withPerson();
  const signedIn = await signIn(ctx, { email, password }, unknownPlace);
  const actor = await findActorBySession(ctx, signedIn?.sessionId ?? '');
  expect(actor).toMatchObject({ kind: 'person', email, role: 'marketer' });
});

test('a wrong password, an unknown address and a disabled person get the same answer', async () => {
  const { ctx, email } = await withPerson();
  expect(await signIn(ctx, { email, password: 'wrong' }, unknownPlace)).toBeNull();
  expect(await signIn(ctx, { email: `x-${email}`, password }, unknownPlace)).toBeNull();
  await ctx.db.prisma.user.update({ where: { email }, data: { disabledAt: new Date() } });
  expect(await signIn(ctx, { email, password }, unknownPlace)).toBeNull();
});

test('a sign-in with objects instead of words is refused before it reaches the database', () => {
  expect(Credentials.safeParse({ email: { contains: '@' }, password: { not: '' } }).success).toBe(false);
  expect(Credentials.safeParse({ email: ['a@example.com'], password }).success).toBe(false);
  expect(Credentials.safeParse({ email: 'a\u0000@example.com', password }).success).toBe(false);
  expect(Credentials.safeParse({ email: 'a@example.com', password: `${password}\u0000` }).success).toBe(
    false,
  );
});

test('a session ends when it is signed out, idle for an hour, or twelve hours old', async () => {
  const { ctx, email } = await withPerson();
  const open = async () => (await signIn(ctx, { email, password }, unknownPlace))?.sessionId ?? '';
  const minutesLater = (minutes: number) => ({ ...ctx, now: () => new Date(Date.now() + minutes * 60_000) });

  const idle = await open();
  expect(await findActorBySession(minutesLater(61), idle)).toBeNull();

  const old = await open();
  await ctx.db.prisma.session.update({
    where: { id: old },
    data: { lastSeenAt: new Date(Date.now() + 720 * 60_000) },
  });
  expect(await findActorBySession(minutesLater(721), old)).toBeNull();

  const ended = await open();
  await endSession(ctx, ended);
  expect(await findActorBySession(ctx, ended)).toBeNull();
});

test('a page that follows work by itself does not keep an idle session alive; a click does', async () => {
  const { ctx, email } = await withPerson();
  const open = async () => (await signIn(ctx, { email, password }, unknownPlace))?.sessionId ?? '';
  const minutesLater = (minutes: number) => ({ ...ctx, now: () => new Date(Date.now() + minutes * 60_000) });
  const [followed, clicked] = [await open(), await open()];
  expect(await peekActorBySession(minutesLater(50), followed)).toMatchObject({ email });
  expect(await findActorBySession(minutesLater(50), clicked)).toMatchObject({ email });
  expect(await peekActorBySession(minutesLater(61), followed)).toBeNull();
  expect(await peekActorBySession(minutesLater(61), clicked)).toMatchObject({ email });
  await endSession(ctx, clicked);
  expect(await peekActorBySession(ctx, clicked)).toBeNull();
});

test('a new role counts on the next request, a new password ends the sessions', async () => {
  const { ctx, email } = await withPerson();
  const session = (await signIn(ctx, { email, password }, unknownPlace))?.sessionId ?? '';
  await ctx.db.prisma.user.update({ where: { email }, data: { role: 'viewer' } });
  expect(await findActorBySession(ctx, session)).toMatchObject({ role: 'viewer' });
  await createOrResetUser(ctx, { email, role: 'viewer', password: 'another good phrase' });
  expect(await findActorBySession(ctx, session)).toBeNull();
});

test('only an admin makes people, and nobody changes the audit log', async () => {
  const marketer = await testContext({ role: 'marketer' });
  const input = { email: `${randomUUID()}@example.com`, role: 'admin' as const, password };
  await expect(createOrResetUser(marketer, input)).rejects.toMatchObject({ code: 'forbidden' });

  const admin = await testContext({ role: 'admin' });
  const { id } = await createOrResetUser(admin, input);
  const [entry] = await admin.db.prisma.auditEntry.findMany({
    where: { subjectType: 'user', subjectId: id },
  });
  expect(entry).toMatchObject({
    action: 'user.create',
    actorId: BigInt(admin.actor.kind === 'person' ? admin.actor.userId : 0),
  });
  await expect(admin.db.prisma.auditEntry.delete({ where: { id: entry?.id ?? 0n } })).rejects.toThrow(
    /never changed/,
  );
});
