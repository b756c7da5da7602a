import { randomInt, randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import type { Context, FlowContext } from '@/lib/context';
import { openDb } from '@/lib/db';
import { testContext } from '@/prisma/test-context';
import { testDatabase } from '@/prisma/test-database';
import { createOrResetUser, signIn as signInHere, unknownPlace } from '../index';
import { verifyPassword } from '../password';

const password = 'correct horse battery';

/** Another web process: it shares nothing with the first but the database. */
const elsewhere = openDb(testDatabase());
afterAll(() => elsewhere.close());

type Place = { source: string | null; device: string | null };
const from = (source: string | null, device: string | null = null): Place => ({ source, device });

const signIn = (ctx: Context, credentials: { email: string; password: string }, { source, device }: Place) =>
  signInHere(
    { ...ctx, whence: { road: 'page', address: source, userAgent: null, tokenId: null } },
    credentials,
    { ...unknownPlace, device },
  ).then((answer) => (answer === null || answer.sessionId === null ? null : answer));
const someAddress = (): string => `203.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;

async function person() {
  const ctx = await testContext();
  const email = `${randomUUID()}@example.com`;
  await createOrResetUser(ctx, { email, role: 'marketer', password });
  return { ctx, email };
}

type Guess = { email: string; at: Place; count: number };

/** How many of so many wrong passwords were looked at before the rest were refused. */
async function guess(ctx: FlowContext, { email, at, count }: Guess): Promise<number> {
  const tries = Array.from({ length: count }, () =>
    signIn(ctx, { email, password: 'not this one' }, at).then(
      () => 1,
      (error: unknown) => {
        expect(error).toMatchObject({ code: 'too_many', retryAfterSeconds: expect.any(Number) });
        return 0;
      },
    ),
  );
  return (await Promise.all<number>(tries)).reduce((sum, one) => sum + one, 0);
}

test('two hundred passwords for one account from one address are ten, all at once and over all web processes', async () => {
  const { ctx, email } = await person();
  const at = from(someAddress());
  const other = { ...ctx, db: elsewhere };
  const looked = await Promise.all([
    guess(ctx, { email, at, count: 100 }),
    guess(other, { email, at, count: 100 }),
  ]);
  expect(looked[0] + looked[1]).toBe(10);
  await expect(signIn(other, { email, password }, at)).rejects.toMatchObject({ code: 'too_many' });
  const lines = await ctx.db.prisma.auditEntry.findMany({
    where: { action: 'session.slow', address: at.source },
  });
  expect(lines.map(({ detail }) => (detail as { limit: string }).limit).sort()).toEqual(['pair', 'source']);
});

test('whoever tries many accounts once each meets the limit of their address, a whole network of version 6 counting as one', async () => {
  const { ctx } = await person();
  for (const addressOf of [
    () => '198.51.100.77',
    () => `2001:db8:7:7:${randomInt(9999)}::${randomInt(9999)}`,
  ]) {
    let looked = 0;
    for (let n = 0; n < 40; n += 1)
      looked += await guess(ctx, { email: `${randomUUID()}@example.com`, at: from(addressOf()), count: 1 });
    expect(looked).toBe(30);
  }
});

test('the owner comes in: from elsewhere at once, and where they signed in before whatever strangers do', async () => {
  const { ctx, email } = await person();
  const home = someAddress();
  const first = await signIn(ctx, { email, password }, from(home));
  const device = first?.device ?? '';
  await guess(ctx, { email, at: from(home), count: 15 });
  await expect(signIn(ctx, { email, password }, from(home))).rejects.toMatchObject({ code: 'too_many' });
  expect(await signIn(ctx, { email, password }, from(home, device))).not.toBeNull();
  expect(await signIn(ctx, { email, password }, from(someAddress()))).not.toBeNull();

  for (let n = 0; n < 12; n += 1) await guess(ctx, { email, at: from(someAddress()), count: 10 });
  await expect(signIn(ctx, { email, password }, from(someAddress()))).rejects.toMatchObject({
    code: 'too_many',
  });
  expect(await signIn(ctx, { email, password }, from(someAddress(), device))).not.toBeNull();
});

test('a browser that is known has its own ten tries, and is known for nobody else', async () => {
  const [{ ctx, email }, other] = [await person(), await person()];
  const device = (await signIn(ctx, { email, password }, from(null)))?.device ?? '';
  expect(await guess(ctx, { email, at: from(someAddress(), device), count: 15 })).toBe(10);
  expect(await guess(ctx, { email: other.email, at: from(someAddress(), device), count: 15 })).toBe(10);
  const both = (await signIn(ctx, { email: other.email, password }, from(someAddress(), device)))?.device;
  expect(both?.split('~')).toHaveLength(2);
});

test('who signs in rightly again and again meets no limit', async () => {
  const { ctx, email } = await person();
  const at = from(someAddress());
  for (let n = 0; n < 35; n += 1) expect(await signIn(ctx, { email, password }, at)).not.toBeNull();
});

test('nothing that is kept of tries names anybody', async () => {
  const { ctx, email } = await person();
  await guess(ctx, { email, at: from('192.0.2.99'), count: 2 });
  const kept = await ctx.db.prisma.rateLimit.findMany();
  expect(kept.length).toBeGreaterThan(2);
  expect(JSON.stringify(kept.map(({ key }) => key))).not.toMatch(/@|192\.0\.2\.99/);
});

test('a crowd of strangers is refused once a hundred wait, and who is known goes ahead of them', async () => {
  const ended: string[] = [];
  const strangers = Array.from({ length: 130 }, () =>
    verifyPassword(null, 'whatever', 'stranger').then(
      () => ended.push('stranger'),
      (error: unknown) => expect(error).toMatchObject({ code: 'unavailable' }),
    ),
  );
  const known = verifyPassword(null, 'whatever', 'known').then(() => ended.push('known'));
  await Promise.all([...strangers, known]);
  expect(ended.indexOf('known')).toBeLessThan(20);
  expect(ended.length).toBeGreaterThan(100);
  expect(ended.length).toBeLessThan(130);
});
