import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import type { FlowContext } from '@/lib/context';
import { findDueMail, sendMail } from '@/lib/mail';
import { testContext } from '@/prisma/test-context';
import { startMailServer } from '@/prisma/test-mail-server';
import {
  createApiToken,
  findDueReminders,
  listExpiringTokens,
  remindOfExpiry,
  revokeApiToken,
} from './index';

const day = 86_400_000;

async function world() {
  const server = await startMailServer();
  onTestFinished(() => server.stop());
  const base = await testContext({ role: 'viewer' });
  const start = Date.now();
  const on = (days: number): FlowContext => ({
    ...base,
    config: { ...base.config, mail: server.mail },
    now: () => new Date(start + days * day),
  });
  const make = async (expiresInDays: number | null) =>
    (
      await createApiToken(on(0), {
        name: `Shop ${randomUUID()}`,
        scopes: ['statistics:read'],
        expiresInDays,
      })
    ).id;
  return {
    server,
    on,
    make,
    prisma: base.db.prisma,
    userId: BigInt((base.actor as { userId: string }).userId),
  };
}

/** Of these tokens alone: others of the database are of other tests. */
const dueOf = async (ctx: FlowContext, ids: string[]): Promise<string[]> =>
  (await findDueReminders(ctx)).map(({ tokenId }) => tokenId).filter((id) => ids.includes(id));

const mailsOf = (ctx: FlowContext, id: string) =>
  ctx.db.prisma.mail.findMany({ where: { key: `api-token-expiry:${id}` } });

test('a token is said to its person from fourteen days before it expires until it has, and once by mail', async () => {
  const { server, on, make } = await world();
  const [long, short, lasting] = [await make(30), await make(20), await make(null)];
  const ids = [long, short, lasting];
  const shown = async (days: number) => (await listExpiringTokens(on(days))).map(({ id }) => id);
  expect(await shown(5.9)).toEqual([]);
  expect(await dueOf(on(5.9), ids)).toEqual([]);
  expect(await shown(6.1)).toEqual([short]);
  expect(await dueOf(on(6.1), ids)).toEqual([short]);
  expect(await shown(16.1)).toEqual([short, long]);
  expect(await dueOf(on(20.1), ids)).toEqual([long]);
  expect(await shown(30.1)).toEqual([]);
  expect(await dueOf(on(30.1), ids)).toEqual([]);

  const ctx = on(6.1);
  await Promise.all([remindOfExpiry(ctx, { tokenId: short }), remindOfExpiry(ctx, { tokenId: short })]);
  await remindOfExpiry(ctx, { tokenId: short });
  expect(await dueOf(ctx, ids)).toEqual([]);
  const [mail, ...more] = await mailsOf(ctx, short);
  expect(more).toEqual([]);
  expect((await findDueMail(ctx)).map(({ mailId }) => mailId)).toContain(String(mail?.id));
  await sendMail(ctx, mail?.id ?? 0n);
  await sendMail(ctx, mail?.id ?? 0n);
  expect(server.arrived).toHaveLength(1);
  const name = (await listExpiringTokens(ctx))[0]?.name ?? '–';
  expect(server.arrived[0]?.text).toContain(name);
  expect(server.arrived[0]?.text).toContain('/api-tokens');
});

test('a reminder that has not left is taken back when its token is revoked, and no other', async () => {
  const { on, make } = await world();
  const [revoked, kept] = [await make(10), await make(10)];
  for (const tokenId of [revoked, kept]) await remindOfExpiry(on(0), { tokenId });
  await revokeApiToken(on(0), { id: revoked });
  expect(await mailsOf(on(0), revoked)).toMatchObject([{ state: 'withdrawn' }]);
  expect(await mailsOf(on(0), kept)).toMatchObject([{ state: 'waiting' }]);
});

test('nobody is told of a revoked token, nor who was deactivated, nor where no mail goes out', async () => {
  const { on, make, prisma, userId } = await world();
  const [revoked, kept] = [await make(10), await make(10)];
  await revokeApiToken(on(0), { id: revoked });
  await remindOfExpiry(on(0), { tokenId: revoked });
  expect(await mailsOf(on(0), revoked)).toEqual([]);
  expect((await listExpiringTokens(on(0))).map(({ id }) => id)).toEqual([kept]);
  expect(await dueOf(on(0), [revoked, kept])).toEqual([kept]);
  const silent = on(0);
  expect(
    await findDueReminders({
      ...silent,
      config: { ...silent.config, mail: { ...silent.config.mail, smtpUrl: null } },
    }),
  ).toEqual([]);
  await prisma.user.update({ where: { id: userId }, data: { disabledAt: new Date() } });
  expect(await dueOf(on(0), [revoked, kept])).toEqual([]);
  await remindOfExpiry(on(0), { tokenId: kept });
  expect(await mailsOf(on(0), kept)).toEqual([]);
});
