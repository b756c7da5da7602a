import { describe, expect, it } from 'vitest';
import { pageRunOutcomes } from '@/lib/sync-runs';
import { exportWorld, type ExportWorld } from '@/prisma/seed/export-world';
import { setEmptyPolicy } from '@/prisma/seed/mapping-rows';
import { resumeConnection } from '../index';

/** FIRSTNAME clears, LASTNAME keeps, FULLNAME (first and last name) fills. */
async function threePolicies(settings: Record<string, unknown> = {}) {
  const world = await exportWorld({ settings });
  await setEmptyPolicy(world, 'LASTNAME', 'keep');
  await setEmptyPolicy(world, 'FULLNAME', 'fill');
  return world;
}
const change = (world: ExportWorld, name: string, data: object) =>
  world.ctx.db.prisma.crmRecord.updateMany({ where: { email: world.mail(name) }, data });
const there = async (world: ExportWorld, name: string) => {
  const { dataFields } = (await world.book()).find(({ email }) => email === world.mail(name)) ?? {};
  return [dataFields?.FIRSTNAME, dataFields?.LASTNAME, dataFields?.FULLNAME];
};
/** What somebody at Dotdigital typed there. */
const typeThere = async (world: ExportWorld, csv: string) => {
  await world.client.startImport(world.dotdigitalId, { fileName: 'theirs.csv', csv: Buffer.from(csv) });
  await world.pass(1);
};
const files = async (world: ExportWorld) =>
  (await world.writes()).map(({ path }) => /with-merge-option\/(\w+)/.exec(path)?.[1] ?? 'Overwrite');
const outcomes = async (world: ExportWorld) => {
  const { id } = await world.lastRun();
  const { data } = await pageRunOutcomes(world.ctx, {
    runId: String(id),
    after: null,
    limit: 50,
    filter: {},
  });
  return data.map(({ email, outcome, said }) => [email, outcome, said]).sort();
};
const quiet = async (world: ExportWorld) => {
  await world.clearRequests();
  for (let n = 0; n < 2; n += 1) await world.nextCycle();
  expect(await world.writes()).toEqual([]);
};

describe('an empty value', () => {
  it('clears, keeps, or fills only where Dotdigital has none, and nothing is sent twice for it', async () => {
    const world = await threePolicies();
    await world.people(3, (n) => ({
      email: world.mail(`p${n}`),
      firstName: `First${n}`,
      lastName: `Last${n}`,
    }));
    await typeThere(
      world,
      `Email,LASTNAME,FULLNAME\n${world.mail('p0')},Theirs,Their Own\n${world.mail('p2')},Theirs,\n`,
    );
    await change(world, 'p2', { firstName: null, lastName: null });
    await world.connect();
    await world.clearRequests();
    await world.settle();
    expect(await files(world)).toEqual([
      'Overwrite',
      'OnlyOverwriteIfNotEmpty',
      'OnlyOverwriteIfContactDataNotPopulated',
    ]);
    expect(await there(world, 'p0')).toEqual(['First0', 'Last0', 'Their Own']);
    expect(await there(world, 'p1')).toEqual(['First1', 'Last1', 'First1 Last1']);
    expect(await there(world, 'p2')).toEqual([undefined, 'Theirs', undefined]);
    expect((await outcomes(world)).map(([, outcome]) => outcome)).toEqual(['added', 'added', 'added']);
    await quiet(world);

    await change(world, 'p1', { firstName: null, lastName: null });
    await world.nextCycle();
    expect(await there(world, 'p1')).toEqual([undefined, 'Last1', 'First1 Last1']);
    await quiet(world);

    await change(world, 'p0', { lastName: 'Newer' });
    await world.nextCycle();
    expect(await there(world, 'p0')).toEqual(['First0', 'Newer', 'Their Own']);
    expect(await outcomes(world)).toEqual([[world.mail('p0'), 'updated', null]]);
    await quiet(world);

    await setEmptyPolicy(world, 'LASTNAME', 'clear');
    await setEmptyPolicy(world, 'FULLNAME', 'clear');
    await world.nextCycle();
    expect(await there(world, 'p0')).toEqual(['First0', 'Newer', 'First0 Newer']);
    expect(await there(world, 'p1')).toEqual([undefined, undefined, undefined]);
    await quiet(world);
  });

  it('of keep and clear is the same where nothing is empty: a change of the row sends nobody again', async () => {
    const world = await exportWorld();
    await world.people(2, (n) => ({ email: world.mail(`p${n}`) }));
    await world.connect();
    await world.settle();
    await setEmptyPolicy(world, 'LASTNAME', 'keep');
    await quiet(world);
    await setEmptyPolicy(world, 'LASTNAME', 'clear');
    await quiet(world);
  });
});

describe('a person of several files', () => {
  it('has one outcome, and a value that a later file is refused for is left out of that file alone', async () => {
    const world = await threePolicies({ longestText: 255 });
    const long = 'x'.repeat(300);
    await world.people(2, (n) => ({
      email: world.mail(`p${n}`),
      firstName: `First${n}`,
      lastName: n === 0 ? long : 'Short',
    }));
    await world.connect();
    await world.settle();
    expect(await there(world, 'p0')).toEqual(['First0', undefined, undefined]);
    expect(await there(world, 'p1')).toEqual(['First1', 'Short', 'First1 Short']);
    const told = await outcomes(world);
    expect(told.map(([email, outcome]) => [email, outcome])).toEqual([
      [world.mail('p0'), 'added'],
      [world.mail('p1'), 'added'],
    ]);
    expect(told[0]?.[2]).toMatch(/NAME: “.*x{50,}/);
    expect(told[1]?.[2]).toBeNull();
    await quiet(world);
    await change(world, 'p0', { lastName: 'Short' });
    await world.nextCycle();
    expect(await there(world, 'p0')).toEqual(['First0', 'Short', 'First0 Short']);
  });

  it('is known to be in the book as soon as the first file is through, and taken out by the next wave', async () => {
    const world = await threePolicies({ importSeconds: 5 });
    await world.people(2, (n) => ({ email: world.mail(`p${n}`), firstName: 'First', lastName: 'Last' }));
    await world.connect();
    const { prisma } = world.ctx.db;
    await world.control('/faults', {
      route: '*/with-merge-option/*',
      method: 'POST',
      kind: 'watchdog-reject',
      times: 1,
    });
    await world.settle();
    expect((await world.changes()).map(({ outcome, reasonCode }) => [outcome, reasonCode])).toEqual([
      ['rejected', 'watchdog'],
      ['rejected', 'watchdog'],
    ]);
    const members = await prisma.bookMember.findMany({ where: { addressBookId: world.addressBookId } });
    expect(
      members.map(({ present, putThereByUs, heldValues }) => [present, putThereByUs, heldValues]),
    ).toEqual([
      [true, true, { FIRSTNAME: 'First' }],
      [true, true, { FIRSTNAME: 'First' }],
    ]);
    await change(world, 'p0', { source: 'elsewhere' });
    await resumeConnection(world.ctx, { id: String(world.connectionId) });
    await world.settle();
    expect(await world.emails()).toEqual([world.mail('p1')]);
    expect(await there(world, 'p1')).toEqual(['First', 'Last', 'First Last']);
  });
});
