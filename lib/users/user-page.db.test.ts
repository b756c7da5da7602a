import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { testContext } from '@/prisma/test-context';
import {
  createOrResetUser,
  endUserSession,
  findActorBySession,
  getUser,
  listUserSessions,
  signIn,
  unknownPlace,
} from './index';

const password = 'correct horse battery';
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

async function world() {
  const ctx = await testContext({ role: 'admin' });
  const person = async () => {
    const email = `${randomUUID()}@example.com`;
    const { id } = await createOrResetUser(ctx, { email, role: 'marketer', password });
    const open = async (address: string | null, userAgent: string | null = null) => {
      const whence = { road: 'page' as const, address, userAgent: 'Firefox 140, Linux', tokenId: null };
      const place = { ...unknownPlace, userAgent };
      return (await signIn({ ...ctx, whence }, { email, password }, place))?.sessionId ?? '';
    };
    return { id, email, open };
  };
  return { ctx, person };
}

test('a person’s page has who they are, since when, and their last sign-in with its place', async () => {
  const { ctx, person } = await world();
  const { id, email, open } = await person();
  expect(await getUser(ctx, { id })).toMatchObject({
    id,
    email,
    role: 'marketer',
    state: 'active',
    hasSecondFactor: false,
    lastSeenAt: null,
    lastSignIn: null,
  });
  await open('203.0.113.7');
  await open('203.0.113.8');
  const user = await getUser(ctx, { id });
  expect(user.lastSignIn).toEqual({
    at: expect.any(String),
    device: 'Firefox 140, Linux',
    source: '203.0.113.8',
  });
  expect(user.lastSeenAt).not.toBeNull();
  await expect(getUser(ctx, { id: '999999999' })).rejects.toMatchObject({ code: 'not_found' });
});

test('an admin sees where somebody is signed in and ends one of it, never another’s', async () => {
  const { ctx, person } = await world();
  const [one, other] = [await person(), await person()];
  const [first, second] = [await one.open('203.0.113.7', firefox), await one.open('203.0.113.8')];
  const theirs = await other.open('203.0.113.9');
  const listed = await listUserSessions(ctx, one, second);
  expect(listed).toHaveLength(2);
  expect(listed.find(({ id }) => id === first)).toMatchObject({
    device: 'Firefox 140, Linux',
    source: '203.0.113.7',
    isThisOne: false,
  });
  expect(listed.find(({ id }) => id === second)?.isThisOne).toBe(true);
  await endUserSession(ctx, { id: one.id, sessionId: theirs });
  expect(await findActorBySession(ctx, theirs)).not.toBeNull();
  await endUserSession(ctx, { id: one.id, sessionId: first });
  await endUserSession(ctx, { id: one.id, sessionId: first });
  expect(await findActorBySession(ctx, first)).toBeNull();
  expect(await findActorBySession(ctx, second)).not.toBeNull();
  expect((await listUserSessions(ctx, one, null)).map(({ id }) => id)).toEqual([second]);
  const lines = await ctx.db.prisma.auditEntry.findMany({
    where: { subjectType: 'user', subjectId: one.id, action: 'user.sign-out' },
  });
  expect(lines.map(({ detail }) => detail)).toEqual([{ endedCount: 1 }]);
});

test('nobody but an admin does', async () => {
  const marketer = await testContext({ role: 'marketer' });
  for (const tried of [
    getUser(marketer, { id: '1' }),
    listUserSessions(marketer, { id: '1' }, null),
    endUserSession(marketer, { id: '1', sessionId: randomUUID() }),
  ])
    await expect(tried).rejects.toMatchObject({ code: 'forbidden' });
});
