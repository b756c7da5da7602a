import { expect, it } from 'vitest';
import { freezeConnection, getConnection, pauseConnection } from '@/lib/connections';
import { exportWorld, type ExportWorld } from '@/prisma/seed/export-world';
import { findDueConnections, pushConnection } from '../index';

const view = (world: ExportWorld) => getConnection(world.ctx, String(world.connectionId));
const isDue = async ({ ctx, connectionId }: ExportWorld): Promise<boolean> =>
  (await findDueConnections(ctx)).some((due) => due.connectionId === connectionId);
const inMinutes = ({ clock }: ExportWorld, minutes: number): string =>
  new Date(clock.now.getTime() + minutes * 60_000).toISOString();
const resumes = ({ ctx, connectionId }: ExportWorld) =>
  ctx.db.prisma.auditEntry.count({ where: { action: 'connection.resume', subjectId: String(connectionId) } });

async function inStep(): Promise<{ world: ExportWorld; id: string }> {
  const world = await exportWorld();
  await world.people(1, { email: world.mail('first') });
  await world.connect();
  await world.settle();
  return { world, id: String(world.connectionId) };
}

it('a pause goes on until its end, then is lifted once by whoever looks for due work', async () => {
  const { world, id } = await inStep();
  const until = inMinutes(world, 90);
  await pauseConnection(world.ctx, { id, reason: 'stock-taking', until });
  await world.people(1, { email: world.mail('new') });
  await world.pass(80 * 60);
  await world.settle();
  expect(await view(world)).toMatchObject({ pausedAs: 'paused', pausedUntil: until });
  expect(await world.emails()).toEqual([world.mail('first')]);
  expect(await isDue(world)).toBe(false);

  await world.pass(10 * 60);
  expect(await isDue(world)).toBe(true);
  await Promise.all([
    pushConnection(world.ctx, world.connectionId),
    pushConnection(world.ctx, world.connectionId),
  ]);
  await world.settle();
  expect(await world.emails()).toEqual([world.mail('first'), world.mail('new')]);
  expect(await view(world)).toMatchObject({
    state: 'active',
    pausedAs: null,
    pausedUntil: null,
    message: null,
  });
  expect(await resumes(world)).toBe(1);
});

it('a freeze with an open wave behind it goes on with that wave, and a clock set back freezes nobody again', async () => {
  const { world, id } = await inStep();
  await world.control('/settings', { importSeconds: 600 });
  await world.people(1, { email: world.mail('new') });
  await world.pass(241);
  await pushConnection(world.ctx, world.connectionId);
  await freezeConnection(world.ctx, { id, until: inMinutes(world, 60) });
  await world.pass(3_601);
  expect(await isDue(world)).toBe(true);
  await world.settle();
  expect(await world.emails()).toEqual([world.mail('first'), world.mail('new')]);
  world.clock.now = new Date(world.clock.now.getTime() - 3_000_000);
  await pushConnection(world.ctx, world.connectionId);
  expect(await view(world)).toMatchObject({ state: 'active', pausedUntil: null });
});

it('an end in the past is refused, and a pause without one waits for a person', async () => {
  const { world, id } = await inStep();
  await expect(
    pauseConnection(world.ctx, { id, reason: '', until: inMinutes(world, -1) }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
  await pauseConnection(world.ctx, { id, reason: '' });
  await world.pass(30 * 86_400);
  await pushConnection(world.ctx, world.connectionId);
  expect(await view(world)).toMatchObject({ pausedAs: 'paused', pausedUntil: null });
});
