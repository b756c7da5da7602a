import { describe, expect, it } from 'vitest';
import { exportWorld, type ExportWorld } from '@/prisma/seed/export-world';
import { findDueConnections, pushConnection } from '../index';

const settled = async (world: ExportWorld): Promise<ExportWorld> => {
  await world.connect();
  await world.settle();
  await world.clearRequests();
  return world;
};
const changeRecord = (world: ExportWorld, email: string, data: object) =>
  world.ctx.db.prisma.crmRecord.updateMany({ where: { email, source: world.source }, data });
const leave = (world: ExportWorld, email: string) => changeRecord(world, email, { source: 'elsewhere' });
const outcomes = async (world: ExportWorld) =>
  Object.fromEntries(
    (await world.changes()).map((row) => [row.emailKey ?? row.email ?? '', [row.outcome, row.reasonCode]]),
  );

describe('an export', () => {
  it('puts the list’s people into the book with their names, and learns who they are', async () => {
    const world = await exportWorld();
    await world.people(3, (n) => ({
      email: world.mail(`Person.${n}`),
      firstName: `F${n}`,
      lastName: 'Last',
    }));
    await settled(world);
    const book = await world.book();
    expect(book.map(({ email }) => email).sort()).toEqual([0, 1, 2].map((n) => world.mail(`person.${n}`)));
    expect(book[0]?.dataFields).toMatchObject({ FIRSTNAME: 'F0', LASTNAME: 'Last', FULLNAME: 'F0 Last' });
    const known = await world.ctx.db.prisma.bookMember.findMany({
      where: { addressBookId: world.addressBookId },
    });
    expect(known.every(({ present, putThereByUs }) => present && putThereByUs)).toBe(true);
    const ids = await world.ctx.db.prisma.dotdigitalContact.findMany({
      where: { integrationId: world.integrationId },
    });
    expect(ids).toHaveLength(3);
    expect(ids.map(({ dotdigitalId }) => dotdigitalId)).not.toContain(null);
    expect(await world.lastRun()).toMatchObject({
      state: 'finished',
      counts: { added: 3, planned: 3, underWay: 0 },
    });
  });

  it('does nothing when nothing changed: no writing call, no run, no changed row', async () => {
    const world = await exportWorld();
    await world.people(5);
    await settled(world);
    const rows = () => world.ctx.db.prisma.$queryRaw<object[]>`
      SELECT (SELECT md5(string_agg(m::text, '' ORDER BY m.email_key)) FROM book_members m) AS members,
        (SELECT md5(string_agg(c::text, '' ORDER BY c.email_key)) FROM dotdigital_contacts c) AS contacts,
        (SELECT count(*)::int FROM waves) AS waves, (SELECT count(*)::int FROM sync_runs) AS runs,
        (SELECT count(*)::int FROM planned_changes) AS changes`;
    const before = await rows();
    await world.nextCycle();
    expect(await world.writes()).toEqual([]);
    expect(await rows()).toEqual(before);
    expect((await world.connection()).nextExportAt?.getTime()).toBeGreaterThan(world.clock.now.getTime());
  });

  it('takes out who left, leaves strangers alone, and brings back who returns', async () => {
    const world = await exportWorld();
    await world.people(3, (n) => ({ email: world.mail(`p${n}`) }));
    await world.control('/contacts', {
      addressBookId: world.dotdigitalId,
      contacts: [{ email: world.mail('stranger') }, { email: world.mail('p0') }],
    });
    await settled(world);
    await leave(world, world.mail('p0'));
    await leave(world, world.mail('p1'));
    await world.nextCycle();
    expect(await world.emails()).toEqual([world.mail('p2'), world.mail('stranger')]);
    await world.ctx.db.prisma.crmRecord.updateMany({
      where: { email: world.mail('p1') },
      data: { source: world.source },
    });
    await world.nextCycle();
    expect(await world.emails()).toEqual([world.mail('p1'), world.mail('p2'), world.mail('stranger')]);
  });

  it('takes people out whose id it never learnt', async () => {
    const world = await exportWorld();
    await world.people(2, (n) => ({ email: world.mail(`p${n}`) }));
    await settled(world);
    await world.ctx.db.prisma.dotdigitalContact.updateMany({
      where: { integrationId: world.integrationId },
      data: { dotdigitalId: null },
    });
    await leave(world, world.mail('p0'));
    await world.nextCycle();
    expect(await world.emails()).toEqual([world.mail('p1')]);
  });

  it('sends only what changed, and a cleared field too', async () => {
    const world = await exportWorld();
    await world.people(4, (n) => ({ email: world.mail(`p${n}`), firstName: 'Old', lastName: 'Name' }));
    await settled(world);
    await changeRecord(world, world.mail('p0'), { firstName: 'New' });
    await changeRecord(world, world.mail('p1'), { lastName: null });
    await world.nextCycle();
    const book = Object.fromEntries((await world.book()).map(({ email, dataFields }) => [email, dataFields]));
    expect(book[world.mail('p0')]).toMatchObject({ FIRSTNAME: 'New', FULLNAME: 'New Name' });
    expect(book[world.mail('p1')]?.LASTNAME ?? null).toBeNull();
    expect(book[world.mail('p1')]).toMatchObject({ FULLNAME: 'Old' });
    expect((await world.lastRun()).counts).toMatchObject({ planned: 2, updated: 2, unchanged: 2 });
  });

  it('sends an address once, for its oldest record, and says who is left out and why', async () => {
    const world = await exportWorld();
    await world.control('/contacts', { contacts: [{ email: world.mail('bounced'), status: 'HardBounced' }] });
    const [oldest] = await world.people(1, { email: world.mail('same'), firstName: 'Oldest' });
    await world.people(1, { email: world.mail('Same'), firstName: 'Younger' });
    await world.people(1, { email: null });
    await world.people(1, { email: 'not an address' });
    await world.people(1, { email: world.mail('out'), consentState: 'withdrawn' });
    await world.people(1, { email: world.mail('bounced') });
    await settled(world);
    expect(await world.emails()).toEqual([world.mail('same')]);
    expect((await world.book())[0]?.dataFields).toMatchObject({ FIRSTNAME: 'Oldest' });
    const reasons = (await world.changes({ outcome: 'skipped' })).map(({ reasonCode }) => reasonCode).sort();
    expect(reasons).toEqual(['HardBounced', 'duplicate', 'invalid_address', 'no_email', 'opted_out']);
    expect((await world.changes({ reasonCode: 'duplicate' }))[0]?.reasonText).toBe(String(oldest?.id));
  });

  it('is found due at once, then at its next step, and not while someone works on it', async () => {
    const world = await exportWorld();
    await world.people(1);
    await world.connect();
    const due = async () =>
      (await findDueConnections(world.ctx)).some(({ connectionId }) => connectionId === world.connectionId);
    expect(await due()).toBe(true);
    const { nextStepAt } = await pushConnection(world.ctx, world.connectionId);
    expect(await due()).toBe(false);
    world.clock.now = nextStepAt ?? world.clock.now;
    expect(await due()).toBe(true);
    await world.ctx.db.prisma
      .$executeRaw`UPDATE waves SET lease_until = now() + interval '1 minute' WHERE connection_id = ${world.connectionId}`;
    expect(await due()).toBe(false);
  });
});

describe('what Dotdigital says of a row', () => {
  it('is remembered: a state leaves the person out, a refusal sets these values aside, the rest goes on', async () => {
    const world = await exportWorld();
    await world.control('/contacts', {
      addressBookId: world.dotdigitalId,
      contacts: [{ email: world.mail('listed') }, { email: world.mail('hard'), status: 'HardBounced' }],
    });
    await world.control(`/address-books/${world.dotdigitalId}/unsubscribe`, { email: world.mail('listed') });
    for (const email of [world.mail('good'), world.mail('listed'), world.mail('hard'), world.mail('abuse')])
      await world.people(1, { email });
    await settled(world);
    expect(await world.emails()).toEqual([world.mail('good')]);
    expect(await outcomes(world)).toMatchObject({
      [world.mail('good')]: ['added', null],
      [world.mail('listed')]: ['skipped', 'Unsubscribed'],
      [world.mail('hard')]: ['skipped', 'HardBounced'],
      [world.mail('abuse')]: ['skipped', 'NotAllowed'],
    });
    await world.nextCycle();
    expect(await world.writes()).toEqual([]);
  });

  it('comes in odd spellings, and each row still ends once', async () => {
    const world = await exportWorld();
    await world.people(6);
    await world.people(1, { email: world.mail('hard') });
    await world.control('/contacts', { contacts: [{ email: world.mail('hard'), status: 'HardBounced' }] });
    await world.control('/faults', { route: '*/contacts/import', method: 'POST', kind: 'import-odd-faults' });
    await settled(world);
    const rows = await world.changes();
    expect(rows).toHaveLength(7);
    expect(rows.filter(({ outcome }) => outcome === null)).toEqual([]);
    expect((await outcomes(world))[world.mail('hard')]).toEqual(['skipped', 'HardBounced']);
  });

  it('may be missing altogether: rows count as taken', async () => {
    const world = await exportWorld();
    await world.people(2);
    await world.control('/faults', { route: '*/contacts/import', method: 'POST', kind: 'import-no-report' });
    await settled(world);
    expect((await world.changes()).map(({ outcome }) => outcome)).toEqual(['added', 'added']);
  });
});

describe('an opt-out made here', () => {
  it('goes out before all else, also while the rest is held', async () => {
    const world = await exportWorld();
    await world.people(80, (n) => ({ email: world.mail(`p${n}`) }));
    await settled(world);
    await world.ctx.db.prisma.crmRecord.updateMany({
      where: { source: world.source, email: { not: world.mail('p0') } },
      data: { source: 'elsewhere' },
    });
    await changeRecord(world, world.mail('p0'), { consentState: 'withdrawn' });
    await world.nextCycle().catch(() => undefined);
    const writes = await world.writes();
    expect(writes.map(({ path }) => path)).toEqual(['/v2/contacts/unsubscribe']);
    expect(await world.connection()).toMatchObject({ state: 'held', stateCode: 'removal_guard' });
    await world.ctx.db.prisma.crmRecord.updateMany({
      where: { email: world.mail('p1') },
      data: { consentState: 'withdrawn' },
    });
    await world.pass(241);
    // Someone else is to be taken out now: the held plan is given up first, then a new one is made.
    await pushConnection(world.ctx, world.connectionId);
    await pushConnection(world.ctx, world.connectionId);
    const truth = await world.control<{ email: string; status: string }[]>('/state/contacts');
    expect(
      truth
        .filter(({ status }) => status === 'Unsubscribed')
        .map(({ email }) => email)
        .sort(),
    ).toEqual([world.mail('p0'), world.mail('p1')]);
  });

  it('goes out while the connection is paused', async () => {
    const world = await exportWorld();
    await world.people(2, (n) => ({ email: world.mail(`p${n}`) }));
    await settled(world);
    await world.ctx.db.prisma.connection.update({
      where: { id: world.connectionId },
      data: { state: 'paused' },
    });
    await changeRecord(world, world.mail('p0'), { consentState: 'withdrawn' });
    await leave(world, world.mail('p1'));
    await world.nextCycle();
    expect((await world.writes()).map(({ path }) => path)).toEqual(['/v2/contacts/unsubscribe']);
    expect(await world.emails()).toEqual([world.mail('p1')]);
  });

  it('made between plan and upload keeps the person out of the file', async () => {
    const world = await exportWorld();
    await world.people(2, (n) => ({ email: world.mail(`p${n}`) }));
    await world.connect();
    await world.ctx.db.prisma.connection.update({
      where: { id: world.connectionId },
      data: { state: 'paused' },
    });
    await world.ctx.db.prisma.connection.update({
      where: { id: world.connectionId },
      data: { state: 'active' },
    });
    await world.control('/faults', {
      route: '*/contacts/import',
      method: 'POST',
      kind: 'reset-before-head',
      times: 1,
    });
    await pushConnection(world.ctx, world.connectionId);
    await changeRecord(world, world.mail('p0'), { consentState: 'withdrawn' });
    await world.pass(10);
    await world.settle();
    expect(await world.emails()).toEqual([world.mail('p1')]);
    expect((await outcomes(world))[world.mail('p0')]).toEqual(['skipped', 'opted_out']);
  });
});

it('judges every row anew before its file goes, and doesn’t take what it left out itself for Dotdigital’s word', async () => {
  const world = await exportWorld();
  const people = await world.people(4, (n) => ({ email: world.mail(`p${n}`) }));
  await world.connect();
  await world.control('/faults', {
    route: '*/contacts/import',
    method: 'POST',
    kind: 'reset-before-head',
    times: 1,
  });
  await pushConnection(world.ctx, world.connectionId);
  const { prisma } = world.ctx.db;
  await changeRecord(world, world.mail('p0'), { email: world.mail('new'), emailKey: world.mail('new') });
  const place = (n: number) => ({ listId: world.listId, recordId: people[n]?.id ?? 0n });
  await prisma.listItem.updateMany({ where: place(1), data: { removedAt: world.clock.now } });
  await prisma.listItem.updateMany({
    where: place(2),
    data: { unsubscribedAt: world.clock.now, unsubscribedReason: 'HardBounced' },
  });
  await world.pass(10);
  await world.settle();
  expect(await world.emails()).toEqual([world.mail('p3')]);
  expect(await outcomes(world)).toMatchObject({
    [world.mail('p0')]: ['skipped', 'plan_changed'],
    [world.mail('p1')]: ['skipped', 'taken_off'],
    [world.mail('p2')]: ['skipped', 'HardBounced'],
  });
  const told = await prisma.dotdigitalContact.findMany({
    where: { integrationId: world.integrationId, status: 'HardBounced' },
  });
  expect(told).toEqual([]);
});
