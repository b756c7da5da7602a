import { expect, it } from 'vitest';
import type { StrangerChoice } from '@/lib/connections/schemas';
import { previewFaces } from '@/lib/export';
import { exportWorld, type ExportWorld } from '@/prisma/seed/export-world';
import { runImportPass } from '.';

const read = async (world: ExportWorld) => {
  await world.pass(900);
  await runImportPass(world.ctx, world.integrationId, { trigger: 'schedule' });
};
const choose = (world: ExportWorld, strangers: StrangerChoice, own: object = {}) =>
  world.ctx.db.prisma.connection.update({
    where: { id: world.connectionId },
    data: { options: { strangers, ...own } },
  });

/** p0 and p1 are on the list; s0 to s2 are in the book by somebody else's hand. */
async function withStrangers() {
  const world = await exportWorld();
  await world.people(2, (n) => ({ email: world.mail(`p${n}`) }));
  await world.control('/contacts', {
    addressBookId: world.dotdigitalId,
    contacts: [0, 1, 2].map((n) => ({ email: world.mail(`s${n}`) })),
  });
  await world.connect();
  await world.settle();
  await read(world);
  return world;
}
const all = (world: ExportWorld) => ['p0', 'p1', 's0', 's1', 's2'].map((name) => world.mail(name));
const records = (world: ExportWorld) =>
  world.ctx.db.prisma.crmRecord.findMany({
    where: { email: { in: ['s0', 's1', 's2'].map((name) => world.mail(name)) } },
    orderBy: { email: 'asc' },
  });

it('strangers are left alone where nothing else is chosen', async () => {
  const world = await withStrangers();
  await world.nextCycle();
  expect(await world.emails()).toEqual(all(world));
  expect(await records(world)).toEqual([]);
});

it('the book mirrors the list exactly: shown before, through the guard, never as an unsubscribe', async () => {
  const world = await withStrangers();
  const target = {
    listId: String(world.listId),
    integrationId: String(world.integrationId),
    addressBookId: String(world.addressBookId),
    takeOver: false,
  };
  const shown = await previewFaces(world.ctx, { ...target, strangers: 'mirror' });
  expect(shown).toMatchObject({ counts: { remove: 3 }, strangers: 0 });
  expect(shown.faces.remove?.map(({ email }) => email)).toEqual(all(world).slice(2));
  expect(await previewFaces(world.ctx, target)).toMatchObject({ counts: { remove: 0 }, strangers: 3 });

  await choose(world, 'mirror', { guardPeople: 2 });
  await world.clearRequests();
  await world.pass(241);
  await world.settle().catch(() => undefined);
  expect((await world.connection()).state).toBe('held');
  expect(await world.writes()).toEqual([]);
  await choose(world, 'mirror');
  await world.ctx.db.prisma.connection.update({
    where: { id: world.connectionId },
    data: { state: 'active' },
  });
  await world.settle();
  expect(await world.emails()).toEqual(all(world).slice(0, 2));
  const paths = (await world.writes()).map(({ path }) => path);
  expect(paths.filter((path) => path.includes('unsubscribe'))).toEqual([]);
  const contacts = await world.control<{ email: string; status: string }[]>('/state/contacts');
  expect(contacts.find(({ email }) => email === world.mail('s0'))?.status).toBe('Subscribed');
});

it('whoever is on the list stays in a mirrored book, whatever keeps them from mail', async () => {
  const world = await withStrangers();
  await world.people(1, () => ({ email: world.mail('s0'), consentState: 'unknown' }));
  await world.control(`/contacts/${world.mail('s1')}/status`, { status: 'Unsubscribed' });
  await read(world);
  await choose(world, 'mirror');
  await world.nextCycle();
  expect(await world.emails()).toEqual(all(world).slice(0, 3));
  expect((await world.changes({ action: 'remove' })).map(({ emailKey }) => emailKey)).toEqual([
    world.mail('s2'),
  ]);
});

it('become records with the Default Owner, once; whoever opted out or is known stays what they are', async () => {
  const world = await withStrangers();
  const owner = await world.ctx.db.prisma.user.create({
    data: { email: world.mail('owner'), name: 'Olga Owner', role: 'marketer' },
  });
  await world.ctx.db.prisma.integration.update({
    where: { id: world.integrationId },
    data: { defaultOwnerId: owner.id },
  });
  await world.people(1, () => ({
    email: world.mail('s1'),
    entity: 'lead',
    source: 'elsewhere',
    deletedAt: new Date(),
  }));
  await world.ctx.db.prisma.suppressedAddress.create({
    data: { emailKey: world.mail('s2'), at: new Date(), causeId: 'x' },
  });
  await choose(world, 'create');
  await read(world);
  await read(world);
  const made = (await records(world)).filter(({ deletedAt }) => deletedAt === null);
  expect(made).toMatchObject([
    { email: world.mail('s0'), entity: 'contact', ownerId: owner.id, source: 'Dotdigital' },
  ]);
  expect(await world.ctx.db.prisma.recordChange.findMany({ where: { recordId: made[0]!.id } })).toMatchObject(
    [{ field: 'created', origin: 'dotdigital' }],
  );
});

it('whoever was made of it is not taken out while it is on, also once they were on the list', async () => {
  const world = await withStrangers();
  await choose(world, 'create');
  await read(world);
  const made = { email: world.mail('s0') };
  await world.ctx.db.prisma.crmRecord.updateMany({ where: made, data: { source: world.source } });
  await world.nextCycle();
  await world.ctx.db.prisma.crmRecord.updateMany({ where: made, data: { source: 'elsewhere' } });
  await world.nextCycle();
  expect(await world.emails()).toEqual(all(world));
  await choose(world, 'leave');
  await world.nextCycle();
  expect(await world.emails()).not.toContain(world.mail('s0'));
});
