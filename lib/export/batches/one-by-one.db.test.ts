import { expect, it } from 'vitest';
import { recordConsent } from '@/lib/crm';
import { exportWorld, type ExportWorld } from '@/prisma/seed/export-world';
import { setMappingRows } from '@/prisma/seed/mapping-rows';
import { pushConnection } from '../index';

const joinCall = { route: '/v2/address-books/{id}/contacts', method: 'POST' };

/** In step by a first sync of one person, newcomers go one by one from now on. */
async function inStep(
  options: { transport?: 'v2' | 'v3'; perHour?: number } = {},
  prepare: (world: ExportWorld) => Promise<void> = async () => undefined,
): Promise<ExportWorld> {
  const world = await exportWorld({ transport: options.transport ?? 'v2' });
  await prepare(world);
  await join(world, 'first');
  await world.connect();
  await world.ctx.db.prisma.connection.update({
    where: { id: world.connectionId },
    data: { options: { newcomers: 'one_by_one', newcomersPerHour: options.perHour ?? 100 } },
  });
  await world.settle();
  expect(await joins(world)).toBe(0);
  return world;
}

const join = (world: ExportWorld, name: string, data: object = {}) =>
  world.people(1, { email: world.mail(name), firstName: name, ...data });
const leave = (world: ExportWorld, name: string) =>
  world.ctx.db.prisma.crmRecord.updateMany({
    where: { email: world.mail(name) },
    data: { source: 'elsewhere' },
  });
/** Calls by which somebody was put into the book alone. */
const joins = async (world: ExportWorld): Promise<number> =>
  (await world.writes()).filter(
    ({ path, status, method }) => method === 'POST' && status < 300 && path.endsWith('/contacts'),
  ).length;
const imports = async (world: ExportWorld): Promise<number> =>
  (await world.writes()).filter(({ path }) => path.includes('/import')).length;
const ends = async (world: ExportWorld, name: string) =>
  (await world.changes({ emailKey: world.mail(name) })).map(
    ({ action, outcome, reasonCode }) => `${action} ${outcome} ${reasonCode}`,
  );

it.each(['v2', 'v3'] as const)(
  'newcomers after the first sync go one by one and everybody else in the file, by %s',
  async (transport) => {
    const world = await inStep({ transport }, async (made) => {
      await setMappingRows(made, [
        { name: 'FIRSTNAME', source: 'firstName' },
        { name: 'LASTNAME', source: 'lastName', settings: { empty: 'keep' } },
        { name: 'TOWN', source: 'source', settings: { empty: 'fill' } },
      ]);
      await made.control('/contacts', {
        contacts: [
          {
            email: made.mail('known'),
            dataFields: { FIRSTNAME: 'Old', LASTNAME: 'Theirs', TOWN: 'Their Town' },
          },
        ],
      });
    });
    await world.clearRequests();
    await join(world, 'new', { lastName: 'Li', city: 'Köln' });
    await join(world, 'known', { firstName: null, lastName: null, city: null });
    await world.ctx.db.prisma.crmRecord.updateMany({
      where: { email: world.mail('first') },
      data: { firstName: 'Changed' },
    });
    await world.nextCycle();
    expect([await joins(world), await imports(world)]).toEqual([2, 3]);
    expect(await ends(world, 'new')).toEqual(['add added null']);
    const book = new Map((await world.book()).map(({ email, dataFields }) => [email, dataFields]));
    expect(book.get(world.mail('new'))).toMatchObject({
      FIRSTNAME: 'new',
      LASTNAME: 'Li',
      TOWN: world.source,
    });
    expect(book.get(world.mail('known'))).toMatchObject({ LASTNAME: 'Theirs', TOWN: 'Their Town' });
    expect(book.get(world.mail('known'))?.FIRSTNAME ?? null).toBeNull();
    expect(await world.lastRun()).toMatchObject({
      state: 'finished',
      counts: expect.objectContaining({ added: 2, updated: 1 }) as object,
      phases: expect.arrayContaining([
        expect.objectContaining({ key: 'joins', state: 'done', done: 2, total: 2 }),
      ]) as object,
    });
    await world.clearRequests();
    await world.nextCycle();
    expect(await world.writes()).toEqual([]);
    await leave(world, 'new');
    await world.nextCycle();
    expect(await world.emails()).not.toContain(world.mail('new'));
  },
);

it('whom the call refuses ends as the file says', async () => {
  const world = await inStep({}, (made) =>
    setMappingRows(made, [
      { name: 'FIRSTNAME', source: 'firstName' },
      { name: 'BORN', source: 'city', type: 'Date' },
    ]),
  );
  await world.control('/contacts', { contacts: [{ email: world.mail('bounced'), status: 'HardBounced' }] });
  await join(world, 'bounced');
  await join(world, 'odd', { city: 'no day' });
  await join(world, 'good');
  await world.nextCycle();
  expect(await ends(world, 'bounced')).toEqual(['add skipped HardBounced']);
  expect(await ends(world, 'odd')).toEqual(['add added value_left_out']);
  expect(await ends(world, 'good')).toEqual(['add added null']);
  expect(await world.emails()).toEqual(['first', 'good', 'odd'].map(world.mail));
  expect(await world.openWave()).toBeNull();
});

it.each([
  ['that acted', 'reset-after', 1],
  ['that did not act', 'reset-before-head', 2],
] as const)(
  'a call %s and was not heard of is looked at before it is made again',
  async (_which, kind, calls) => {
    const world = await inStep();
    await join(world, 'new');
    await world.control('/faults', { ...joinCall, times: 1, kind });
    await world.clearRequests();
    await world.nextCycle();
    const seen = (await world.writes()).filter(({ path }) => path.endsWith('/contacts'));
    expect(seen).toHaveLength(calls);
    expect(await ends(world, 'new')).toEqual(['add added null']);
    expect(await world.emails()).toEqual([world.mail('first'), world.mail('new')]);
  },
);

it('whoever joined by a call that was not heard of, and left the list since, is known to be in the book and leaves it', async () => {
  const world = await inStep();
  await join(world, 'new');
  await world.control('/faults', { ...joinCall, times: 1, kind: 'reset-after' });
  await world.pass(241);
  await pushConnection(world.ctx, world.connectionId);
  expect(await world.emails()).toContain(world.mail('new'));
  await leave(world, 'new');
  await world.settle();
  await world.nextCycle();
  expect(await ends(world, 'new')).toEqual(['add added null', 'remove removed null']);
  expect(await world.emails()).toEqual([world.mail('first')]);
});

it('whoever opts out between plan and call is not sent', async () => {
  const world = await inStep();
  const [person] = await join(world, 'new');
  await world.control('/faults', { ...joinCall, times: 1, kind: 'reset-before-head' });
  await world.pass(241);
  await pushConnection(world.ctx, world.connectionId);
  await recordConsent(world.ctx, { recordId: String(person?.id), state: 'withdrawn' });
  await world.settle();
  expect((await ends(world, 'new'))[0]).toMatch(/^add skipped/);
  expect(await world.emails()).toEqual([world.mail('first')]);
});

it('more than go one by one within an hour go in the file, and the run says why', async () => {
  const world = await inStep({ perHour: 2 });
  await join(world, 'a');
  await join(world, 'b');
  await world.nextCycle();
  expect(await joins(world)).toBe(2);
  await join(world, 'c');
  await world.nextCycle();
  expect(await joins(world)).toBe(2);
  const run = await world.lastRun();
  expect(await world.ctx.db.prisma.syncRunLog.findMany({ where: { runId: run.id, level: 'warn' } })).toEqual([
    expect.objectContaining({
      message: expect.stringContaining('1 newcomer goes in the file, because no more than 2') as string,
    }),
  ]);
  await world.pass(3_600);
  await join(world, 'd');
  await world.nextCycle();
  expect(await joins(world)).toBe(3);
  expect(await world.emails()).toEqual(['a', 'b', 'c', 'd', 'first'].map(world.mail));
});
