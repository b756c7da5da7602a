import { expect, it } from 'vitest';
import type { Context } from '@/lib/context';
import { exportWorld, type ExportWorld } from '@/prisma/seed/export-world';
import { testContext } from '@/prisma/test-context';
import { disconnectList, dontTellWhenReady, pushConnection, readReady, tellWhenReady } from '../index';

const mail = { smtpUrl: 'smtp://127.0.0.1:9', from: null, applicationUrl: 'https://crm.example' };

/** Connected and not in step yet, where mail can go out. */
async function begun() {
  const world = await exportWorld();
  const ctx = { ...world.ctx, config: { ...world.ctx.config, mail } };
  await world.people(2, (n) => ({ email: world.mail(`p${n}`) }));
  await world.connect();
  return { world, ctx, id: { id: String(world.connectionId) } };
}
const asPerson = async (ctx: Context): Promise<Context> => ({
  ...ctx,
  actor: (await testContext({ role: 'marketer' })).actor,
});
const mailsTo = ({ ctx }: ExportWorld, { actor }: Context) =>
  ctx.db.prisma.mail.findMany({
    where: { kind: 'ready-to-send', userId: actor.kind === 'person' ? BigInt(actor.userId) : 0n },
  });

it('whoever asked gets one mail with the next stamp, and none with the one after', async () => {
  const { world, ctx, id } = await begun();
  const [asks, asksToo, doesNot] = [await asPerson(ctx), await asPerson(ctx), await asPerson(ctx)];
  await tellWhenReady(asks, id);
  await tellWhenReady(asks, id);
  await tellWhenReady(asksToo, id);
  await dontTellWhenReady(asksToo, id);
  expect(await readReady(asks, id)).toMatchObject({ ready: false, tellsYou: true, mailMissing: [] });
  expect(await readReady(doesNot, id)).toMatchObject({ tellsYou: false });
  await pushConnection(ctx, world.connectionId);
  expect(await mailsTo(world, asks)).toEqual([]);
  await world.settle(ctx);
  expect(await mailsTo(world, asks)).toEqual([expect.objectContaining({ state: 'waiting' })]);
  expect(await mailsTo(world, asksToo)).toEqual([]);
  expect(await readReady(asks, id)).toMatchObject({ ready: true, tellsYou: false });
  await world.nextCycle(ctx);
  expect(await mailsTo(world, asks)).toHaveLength(1);
  // A turn that finds nothing to do is a stamp as well.
  await tellWhenReady(asks, id);
  await world.nextCycle(ctx);
  expect(await mailsTo(world, asks)).toHaveLength(2);
});

it('nobody is told of a book that was disconnected before, nor whoever was deactivated', async () => {
  const { world, ctx, id } = await begun();
  const asks = await asPerson(ctx);
  await tellWhenReady(asks, id);
  await world.ctx.db.prisma.user.updateMany({
    where: { email: asks.actor.kind === 'person' ? asks.actor.email : '' },
    data: { disabledAt: new Date() },
  });
  await world.settle(ctx);
  expect(await mailsTo(world, asks)).toEqual([]);
  const another = await asPerson(ctx);
  await tellWhenReady(another, id);
  await disconnectList(world.ctx, id);
  expect(await world.ctx.db.prisma.readyWish.count({ where: { connectionId: world.connectionId } })).toBe(0);
  await expect(tellWhenReady(another, id)).rejects.toMatchObject({ code: 'not_found' });
});

it('only a person can be told, and only where mail goes out', async () => {
  const { ctx, id } = await begun();
  await expect(tellWhenReady(ctx, id)).rejects.toMatchObject({ code: 'conflict' });
  const asks = await asPerson(ctx);
  const noMail = { ...mail, smtpUrl: null };
  await expect(tellWhenReady({ ...asks, config: { ...asks.config, mail: noMail } }, id)).rejects.toThrow(
    /SMTP_URL/,
  );
});
