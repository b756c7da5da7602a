import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import type { FlowContext } from '@/lib/context';
import { findDueMail, sendMail } from '@/lib/mail';
import { testContext } from '@/prisma/test-context';
import { startMailServer } from '@/prisma/test-mail-server';
import {
  askForLink,
  changeOwnPassword,
  createOrResetUser,
  deactivateUser,
  findAccountLink,
  findActorBySession,
  inviteUser,
  sendPasswordLink,
  setPasswordByLink,
  signIn,
  unknownPlace,
} from './index';
import type { LinkDelivery } from './schemas';

const password = 'correct horse battery';
const better = 'seven boats in the harbour';
const applicationUrl = 'https://dotbridge.example';

/** An admin of an installation without a mail server: links are told. */
async function admin(): Promise<FlowContext> {
  const ctx = await testContext({ role: 'admin' });
  return { ...ctx, config: { ...ctx.config, mail: { smtpUrl: null, from: null, applicationUrl } } };
}

const newAddress = (): string => `${randomUUID()}@example.com`;
const invite = (ctx: FlowContext, email = newAddress()) =>
  inviteUser(ctx, { email, name: 'Mira Kessler', role: 'marketer' });

function tokenOf(delivery: LinkDelivery): string {
  if (delivery.by !== 'link') throw new Error('it went by mail');
  expect(delivery.url).toMatch(/^https:\/\/dotbridge\.example\/set-password\?token=[\w-]{43}$/);
  return new URL(delivery.url).searchParams.get('token') ?? '';
}

const at = (ctx: FlowContext, address: string): FlowContext => ({
  ...ctx,
  whence: { road: 'page', address, userAgent: null, tokenId: null },
});

const minutesLater = (ctx: FlowContext, minutes: number): FlowContext => ({
  ...ctx,
  now: () => new Date(Date.now() + minutes * 60_000),
});

test('an invitation opens once: looking uses nothing up, a weak password neither, and the person signs in', async () => {
  const ctx = await admin();
  const email = newAddress();
  const { id, delivery } = await invite(ctx, email);
  const token = tokenOf(delivery);
  expect(await signIn(ctx, { email, password }, unknownPlace)).toBeNull();
  for (let n = 0; n < 3; n += 1)
    expect(await findAccountLink(ctx, token)).toEqual({ kind: 'invitation', name: 'Mira Kessler', email });
  await expect(setPasswordByLink(ctx, { token, password: 'password1234' })).rejects.toMatchObject({
    fieldErrors: { password: expect.any(String) },
  });
  await setPasswordByLink(ctx, { token, password });
  await expect(setPasswordByLink(ctx, { token, password: better })).rejects.toMatchObject({
    code: 'not_found',
  });
  expect(await findAccountLink(ctx, token)).toBeNull();
  expect(await signIn(ctx, { email, password }, unknownPlace)).toMatchObject({ userId: id });
  const lines = await ctx.db.prisma.auditEntry.findMany({
    where: { subjectType: 'user', subjectId: id },
    orderBy: { id: 'asc' },
  });
  expect(lines.map(({ action }) => action)).toEqual([
    'user.invite',
    'session.refuse',
    'user.set-password',
    'session.open',
  ]);
});

test('of two who use it at the same time one comes through', async () => {
  const ctx = await admin();
  const token = tokenOf((await invite(ctx)).delivery);
  const both = await Promise.allSettled([
    setPasswordByLink(ctx, { token, password }),
    setPasswordByLink(ctx, { token, password: better }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('it opens nothing after an hour, with other letters, after a second one, or for somebody deactivated', async () => {
  const ctx = await admin();
  const { id, delivery } = await invite(ctx);
  const token = tokenOf(delivery);
  const opens = (there: FlowContext, one: string) =>
    setPasswordByLink(there, { token: one, password }).then(
      () => true,
      (error: { code: string }) => (expect(error.code).toBe('not_found'), false),
    );
  const swapped = token.replace(/[a-z]/i, (sign) =>
    sign === sign.toLowerCase() ? sign.toUpperCase() : sign.toLowerCase(),
  );
  expect([await opens(minutesLater(ctx, 61), token), await opens(ctx, swapped)]).toEqual([false, false]);
  expect(await findAccountLink(minutesLater(ctx, 61), token)).toBeNull();
  const second = tokenOf(await sendPasswordLink(ctx, { id }));
  expect(await opens(ctx, token)).toBe(false);
  await deactivateUser(ctx, { id });
  expect(await opens(ctx, second)).toBe(false);
  await expect(sendPasswordLink(ctx, { id })).rejects.toMatchObject({ code: 'conflict' });
});

test('only its hash is kept', async () => {
  const ctx = await admin();
  const token = tokenOf((await invite(ctx)).delivery);
  const [links, mails, lines] = await Promise.all([
    ctx.db.prisma.accountLink.findMany(),
    ctx.db.prisma.mail.findMany(),
    ctx.db.prisma.auditEntry.findMany(),
  ]);
  const kept = [links, mails, lines]
    .flat()
    .flatMap((row) => Object.values(row))
    .map((value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString() : JSON.stringify(value, big),
    );
  expect(kept.length).toBeGreaterThan(10);
  expect(kept.filter((text) => text.includes(token))).toEqual([]);
});
const big = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

/** What is due for a person leaves. */
async function deliver(ctx: FlowContext): Promise<void> {
  for (const { mailId } of await findDueMail(ctx)) await sendMail(ctx, BigInt(mailId));
}

test('by mail: the address that was invited gets it, a reset ends the sessions, and a mail tells', async () => {
  const server = await startMailServer();
  onTestFinished(() => server.stop());
  const plain = await testContext({ role: 'admin' });
  const ctx = { ...plain, config: { ...plain.config, mail: server.mail } };
  const email = newAddress();
  const { id, delivery } = await invite(ctx, email);
  expect(delivery).toEqual({ by: 'mail', to: email, minutes: 60 });
  await deliver(ctx);
  const tokenIn = (text: string | undefined): string =>
    /https:\/\/dotbridge\.example\/set-password\?token=([\w-]{43})/.exec(text ?? '')?.[1] ?? '';
  const invitation = server.arrived.find(({ recipients }) => recipients.includes(email));
  expect(invitation?.subject).toBe('Your access to Dotbridge');
  await setPasswordByLink(ctx, { token: tokenIn(invitation?.text), password });
  const session = (await signIn(ctx, { email, password }, unknownPlace))?.sessionId ?? '';

  // Asked for by a stranger it changes nothing yet.
  await askForLink(at(ctx, '203.0.113.5'), { email });
  await askForLink(at(ctx, '203.0.113.5'), { email: newAddress() });
  expect(await findActorBySession(ctx, session)).not.toBeNull();
  await deliver(ctx);
  const reset = server.arrived.at(-1);
  expect([reset?.subject, reset?.recipients]).toEqual(['A new password for Dotbridge', [email]]);
  await setPasswordByLink(ctx, { token: tokenIn(reset?.text), password: better });
  expect(await findActorBySession(ctx, session)).toBeNull();
  await deliver(ctx);
  expect(server.arrived.at(-1)?.subject).toBe('Your password for Dotbridge was changed');
  expect(server.arrived).toHaveLength(3);

  // Deactivated before it left: it doesn't leave.
  await sendPasswordLink(ctx, { id });
  await deactivateUser(ctx, { id });
  await deliver(ctx);
  expect(server.arrived).toHaveLength(3);
});

test('asking for a link says the same of everybody after the same time, and is counted', async () => {
  const server = await startMailServer();
  onTestFinished(() => server.stop());
  const plain = await testContext();
  const ctx = { ...plain, config: { ...plain.config, mail: server.mail } };
  const [known, disabled] = [newAddress(), newAddress()];
  for (const email of [known, disabled]) await createOrResetUser(ctx, { email, role: 'viewer', password });
  await ctx.db.prisma.user.update({ where: { email: disabled }, data: { disabledAt: new Date() } });
  const times: number[] = [];
  for (const email of [known, disabled, newAddress()]) {
    const began = performance.now();
    expect(await askForLink(at(ctx, '203.0.113.6'), { email })).toBeUndefined();
    times.push(performance.now() - began);
  }
  expect(Math.min(...times)).toBeGreaterThan(590);
  const mailsTo = (address: string) => ctx.db.prisma.mail.count({ where: { toAddress: address } });
  expect([await mailsTo(known), await mailsTo(disabled)]).toEqual([1, 0]);
  await Promise.all(
    Array.from({ length: 6 }, (_, n) => askForLink(at(ctx, `203.0.113.${20 + n}`), { email: known })),
  );
  expect(await mailsTo(known)).toBe(3);
  const asked = await Promise.allSettled(
    Array.from({ length: 25 }, () => askForLink(at(ctx, '203.0.113.50'), { email: newAddress() })),
  );
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
});

test('one’s own password needs the one of now, ends every other session and no other link works', async () => {
  const ctx = await admin();
  const email = newAddress();
  const { id, delivery } = await invite(ctx, email);
  await setPasswordByLink(ctx, { token: tokenOf(delivery), password });
  const open = async () => (await signIn(ctx, { email, password }, unknownPlace))?.sessionId ?? '';
  const [here, there] = [await open(), await open()];
  const link = tokenOf(await sendPasswordLink(ctx, { id }));
  const actor = await findActorBySession(ctx, here);
  if (!actor) throw new Error('not signed in');
  const own = { ...ctx, actor };
  await expect(
    changeOwnPassword(own, { current: 'not this one', password: better }, here),
  ).rejects.toMatchObject({ fieldErrors: { current: expect.any(String) } });
  await changeOwnPassword(own, { current: password, password: better }, here);
  expect(await findActorBySession(ctx, here)).not.toBeNull();
  expect(await findActorBySession(ctx, there)).toBeNull();
  expect(await findAccountLink(ctx, link)).toBeNull();
  expect(await signIn(ctx, { email, password: better }, unknownPlace)).not.toBeNull();
  for (let n = 0; n < 10; n += 1)
    await changeOwnPassword(own, { current: 'not this one', password: better }, here).catch(() => undefined);
  await expect(changeOwnPassword(own, { current: better, password }, here)).rejects.toMatchObject({
    code: 'too_many',
  });
});
