import { expect, it } from 'vitest';
import { freezeConnection, getConnection, pauseConnection, shadowConnection } from '@/lib/connections';
import { ConnectListInput } from '@/lib/connections/schemas';
import { recordConsent } from '@/lib/crm';
import { exportWorld, type ExportWorld } from '@/prisma/seed/export-world';
import {
  connectList,
  previewConnection,
  pushConnection,
  readReady,
  resumeConnection,
  updateConnection,
} from '../index';

const id = (world: ExportWorld) => ({ id: String(world.connectionId) });
const view = (world: ExportWorld) => getConnection(world.ctx, String(world.connectionId));
const target = (world: ExportWorld) => ({
  listId: String(world.listId),
  integrationId: String(world.integrationId),
  addressBookId: String(world.addressBookId),
  takeOver: false,
});
async function connect(world: ExportWorld, own: Partial<ConnectListInput>): Promise<void> {
  const { connectionId } = await connectList(world.ctx, ConnectListInput.parse({ ...target(world), ...own }));
  world.connectionId = BigInt(connectionId);
  await world.settle();
}
const leave = (world: ExportWorld, name: string) =>
  world.ctx.db.prisma.crmRecord.updateMany({
    where: { email: world.mail(name) },
    data: { source: 'elsewhere' },
  });

it('in shadow mode it looks on schedule, says what it would do and sends nothing but opt-outs, until it is made live', async () => {
  const world = await exportWorld();
  const people = await world.people(3, (n) => ({ email: world.mail(`p${n}`) }));
  await world.control('/contacts', {
    addressBookId: world.dotdigitalId,
    contacts: [{ email: world.mail('p2') }],
  });
  await world.clearRequests();
  await connect(world, { shadow: true });
  await world.nextCycle();
  expect(await world.writes()).toEqual([]);
  expect(await view(world)).toMatchObject({
    status: 'shadow',
    pausedAs: 'shadow',
    shadow: { add: 3, remove: 0, update: 0, skip: 0, at: expect.any(String) as string },
    message: expect.stringContaining('would add 3, take out 0 and change 0') as string,
  });
  await recordConsent(world.ctx, { recordId: String(people[2]?.id), state: 'withdrawn' });
  await world.ctx.db.prisma.bookMember.create({
    data: { addressBookId: world.addressBookId, emailKey: world.mail('p2'), present: true },
  });
  await world.nextCycle();
  expect((await world.writes()).map(({ path }) => path)).toEqual(['/v2/contacts/unsubscribe']);
  expect((await view(world)).shadow).toMatchObject({ add: 2, skip: 1 });

  await resumeConnection(world.ctx, id(world));
  await world.settle();
  expect(await world.emails()).toEqual([world.mail('p0'), world.mail('p1')]);
  expect(await view(world)).toMatchObject({
    status: 'up_to_date',
    pausedAs: null,
    shadow: null,
    message: null,
  });
});

it('a live connection goes into shadow mode and back', async () => {
  const world = await exportWorld();
  await world.people(2, (n) => ({ email: world.mail(`p${n}`) }));
  await connect(world, {});
  await shadowConnection(world.ctx, id(world));
  await leave(world, 'p0');
  await world.clearRequests();
  await world.nextCycle();
  expect(await world.writes()).toEqual([]);
  expect((await view(world)).shadow).toMatchObject({ add: 0, remove: 1 });
  await expect(pauseConnection(world.ctx, { ...id(world), reason: '' })).rejects.toThrow();
  await resumeConnection(world.ctx, id(world));
  await world.settle();
  expect(await world.emails()).toEqual([world.mail('p1')]);
});

it('without back-fill whoever is on the list at the first run is not sent, and whoever joins later is', async () => {
  const world = await exportWorld();
  await world.people(3, (n) => ({ email: world.mail(`p${n}`), firstName: 'Ada' }));
  const { counts } = await previewConnection(world.ctx, { ...target(world), backFill: false });
  expect(counts).toMatchObject({ add: 0, skippedBy: { before_start: 3 } });
  await connect(world, { options: { backFill: false } });
  expect(await world.emails()).toEqual([]);
  await world.pass(60);
  await world.people(1, () => ({ email: world.mail('new') }));
  await leave(world, 'p0');
  await world.nextCycle();
  expect(await world.emails()).toEqual([world.mail('new')]);
  await world.ctx.db.prisma.crmRecord.updateMany({
    where: { email: world.mail('p0') },
    data: { source: world.source },
  });
  await world.nextCycle();
  expect(await world.emails()).toEqual([world.mail('new'), world.mail('p0')]);
  await leave(world, 'new');
  await world.nextCycle();
  expect(await world.emails()).toEqual([world.mail('p0')]);
  const { version } = await view(world);
  await updateConnection(world.ctx, {
    ...id(world),
    version,
    addressBookId: String(world.addressBookId),
    newBook: null,
    takeOver: false,
    options: {},
  });
  await world.nextCycle();
  expect(await world.emails()).toEqual([0, 1, 2].map((n) => world.mail(`p${n}`)));
});

it('it is ready when nothing is in flight, as of the last run, with who is held back; a freeze keeps it so', async () => {
  const world = await exportWorld();
  await world.people(3, (n) => ({ email: n === 2 ? null : world.mail(`p${n}`), phone: '1' }));
  await world.connect();
  expect(await readReady(world.ctx, id(world))).toMatchObject({ ready: false, asOf: null });
  await pushConnection(world.ctx, world.connectionId);
  expect(await readReady(world.ctx, id(world))).toMatchObject({ ready: false });
  await world.settle();
  const { lastExportedAt } = await view(world);
  expect(await readReady(world.ctx, id(world))).toEqual({
    ready: true,
    asOf: lastExportedAt,
    inFlight: 0,
    refused: 0,
    heldBack: 1,
    reasons: [{ label: 'without', count: 1 }],
    why: null,
    tellsYou: false,
    mailMissing: ['SMTP_URL', 'NEXTAUTH_URL'],
  });

  await freezeConnection(world.ctx, id(world));
  await leave(world, 'p0');
  await world.clearRequests();
  await world.nextCycle();
  expect(await world.writes()).toEqual([]);
  expect(await world.emails()).toHaveLength(2);
  expect(await readReady(world.ctx, id(world))).toMatchObject({ ready: true, asOf: lastExportedAt });
  expect(await view(world)).toMatchObject({ pausedAs: 'frozen', status: 'paused' });
  await resumeConnection(world.ctx, id(world));
  await world.settle();
  expect(await world.emails()).toEqual([world.mail('p1')]);

  await pauseConnection(world.ctx, { ...id(world), reason: 'checking' });
  expect(await readReady(world.ctx, id(world))).toMatchObject({
    ready: false,
    why: expect.stringContaining('checking') as string,
  });
});
