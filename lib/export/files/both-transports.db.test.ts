import { describe, expect, it } from 'vitest';
import { plainSettings } from '@/lib/data-fields/schemas';
import { exportWorld, type ExportWorld } from '@/prisma/seed/export-world';
import { setEmptyPolicy, setMappingRows } from '@/prisma/seed/mapping-rows';
import { buildJson } from './build-json';
import { pushConnection } from '../index';
import { loadTarget } from '../load-target';
import { listBatches } from '../wave-records';

const transports = ['v2', 'v3'] as const;
type Transport = (typeof transports)[number];

const imports = {
  v2: { route: '*/contacts/import*', method: 'POST' },
  v3: { route: '/contacts/v3/import', method: 'PUT' },
};

const changeRecord = (world: ExportWorld, name: string, data: object) =>
  world.ctx.db.prisma.crmRecord.updateMany({ where: { email: world.mail(name) }, data });
/** The same in both worlds. */
const createdAt = new Date('2026-05-04T03:02:01Z');
const person = (world: ExportWorld, name: string, data: object = {}) =>
  world.people(1, { email: world.mail(name), firstName: name, lastName: 'Last', createdAt, ...data });
const uploads = async (world: ExportWorld, transport: Transport) =>
  (await world.writes()).filter(({ path }) =>
    transport === 'v3' ? path === '/contacts/v3/import' : /^\/v2\/.*contacts\/import/.test(path),
  ).length;

/** What came of it, without what differs between two worlds: outcomes by name, the book, and what it is known to hold. */
async function whatStands(world: ExportWorld) {
  const name = (email: string | null) => email?.split('@')[0] ?? '';
  const rows = await world.changes();
  const waves = [...new Set(rows.map(({ waveId }) => waveId))];
  const members = await world.ctx.db.prisma.bookMember.findMany({
    where: { addressBookId: world.addressBookId },
    orderBy: { emailKey: 'asc' },
  });
  const contacts = await world.ctx.db.prisma.dotdigitalContact.findMany({
    where: { integrationId: world.integrationId },
    orderBy: { emailKey: 'asc' },
  });
  return {
    outcomes: rows
      .map((row) =>
        [
          waves.indexOf(row.waveId),
          name(row.emailKey ?? row.email),
          row.action,
          row.outcome,
          row.reasonCode,
        ].join(' '),
      )
      .sort(),
    book: Object.fromEntries(
      (await world.book()).map(({ email, dataFields: { LASTSUBSCRIBED: _, ...values } }) => [
        name(email),
        values,
      ]),
    ),
    held: members.map(({ emailKey, present, putThereByUs, heldValues }) => [
      name(emailKey),
      present,
      putThereByUs,
      heldValues,
    ]),
    known: contacts.map(({ emailKey, status, dotdigitalId }) => [
      name(emailKey),
      status,
      dotdigitalId !== null,
    ]),
    connection: (await world.connection()).state,
    run: (await world.lastRun()).state,
  };
}

async function play(
  transport: Transport,
  story: (world: ExportWorld, transport: Transport) => Promise<void>,
) {
  const world = await exportWorld({ transport });
  await story(world, transport);
  const [own, other] = transport === 'v3' ? (['v3', 'v2'] as const) : (['v2', 'v3'] as const);
  expect(await uploads(world, own)).toBeGreaterThan(0);
  expect(await uploads(world, other)).toBe(0);
  return whatStands(world);
}

async function playBoth(story: (world: ExportWorld, transport: Transport) => Promise<void>) {
  const [v2, v3] = await Promise.all([play('v2', story), play('v3', story)]);
  expect(v3).toEqual(v2);
  return v3;
}

describe('CSV files of v2 and JSON of v3 come to the same', () => {
  it('for people who join, change, are cleared, keep, fill, leave and return', async () => {
    const { book } = await playBoth(async (world) => {
      await setMappingRows(world, [
        { name: 'FIRSTNAME', source: 'firstName' },
        { name: 'LASTNAME', source: 'lastName' },
        { name: 'FULLNAME', source: 'lastName' },
        { name: 'CITY', source: 'city' },
        { name: 'SPENT', source: 'totalSpent', type: 'Numeric' },
        { name: 'CREATED', source: 'createdAt', type: 'Date' },
      ]);
      await setEmptyPolicy(world, 'LASTNAME', 'keep');
      await setEmptyPolicy(world, 'FULLNAME', 'fill');
      await world.control('/contacts', {
        contacts: [{ email: world.mail('known'), dataFields: { LASTNAME: 'Theirs', FULLNAME: 'Their Own' } }],
      });
      for (const name of ['joins', 'changes', 'is-cleared', 'leaves'])
        await person(world, name, { city: 'Köln, "a" \\ b' });
      await person(world, 'known', { lastName: null });
      await world.connect();
      await world.settle();
      await changeRecord(world, 'changes', { firstName: 'Ümit "x"', lastName: 'New' });
      await changeRecord(world, 'is-cleared', { firstName: null, lastName: null, city: null });
      await changeRecord(world, 'leaves', { source: 'elsewhere' });
      await world.nextCycle();
      await changeRecord(world, 'leaves', { source: world.source });
      await world.nextCycle();
      await world.clearRequests();
      await world.nextCycle();
      expect(await world.writes()).toEqual([]);
      // So that which way they went is seen of this story, too.
      await changeRecord(world, 'joins', { firstName: 'Last of all' });
      await world.nextCycle();
    });
    expect(book).toMatchObject({
      changes: { FIRSTNAME: 'Ümit "x"', LASTNAME: 'New', CITY: 'Köln, "a" \\ b' },
      known: { FIRSTNAME: 'known', LASTNAME: 'Theirs', FULLNAME: 'Their Own' },
    });
    expect(Object.keys(book['is-cleared'] ?? {}).sort()).toEqual(['CREATED', 'FULLNAME', 'LASTNAME']);
  });

  it('for people whom Dotdigital refuses, whatever it says of them and wherever', async () => {
    const { outcomes } = await playBoth(async (world) => {
      await setMappingRows(world, [
        { name: 'FIRSTNAME', source: 'firstName' },
        { name: 'BORN', source: 'createdAt', type: 'Date' },
      ]);
      await world.control('/contacts', {
        contacts: [{ email: world.mail('bounced'), status: 'HardBounced' }],
      });
      for (const name of ['good', 'bounced', 'abuse', 'leaves-later']) await person(world, name);
      await world.connect();
      await world.settle();
      await world.control(`/contacts/${world.mail('leaves-later')}/status`, { status: 'Unsubscribed' });
      await changeRecord(world, 'leaves-later', { firstName: 'Changed' });
      await world.nextCycle();
    });
    expect(outcomes.filter((row) => row.includes('leaves-later'))).toEqual([
      '0 leaves-later add added ',
      '1 leaves-later update skipped Unsubscribed',
    ]);
  });

  it('in trouble: nobody is lost, nobody is doubled, and each file that acted is sent again without harm', async () => {
    await playBoth(async (world, transport) => {
      await person(world, 'first');
      await world.connect();
      await world.settle();
      for (const [n, fault] of [
        { kind: 'reset-after' },
        { kind: 'import-failed' },
        { kind: 'import-no-report' },
        { kind: 'import-odd-faults' },
      ].entries()) {
        await world.control('/faults', { ...imports[transport], times: 1, ...fault });
        await person(world, `p${n}`);
        await world.pass(241);
        await world.settle(world.ctx, 200);
      }
      await world.control('/settings', { maxActiveImports: 0 });
      await person(world, 'waits');
      await world.pass(241);
      await pushConnection(world.ctx, world.connectionId);
      expect(await world.lastRun()).toMatchObject({ state: 'waiting', errorCode: 'busy' });
      await world.control('/settings', { maxActiveImports: 25 });
      await world.settle(world.ctx, 200);
    });
  });

  it('when an import is finished without everyone, held for review, and refused by the watchdog', async () => {
    const { connection } = await playBoth(async (world, transport) => {
      const fault = (given: object) =>
        world.control('/faults', { ...imports[transport], times: 1, ...given });
      for (let n = 0; n < 8; n += 1) await person(world, `p${n}`);
      await world.connect();
      await world.settle();
      // Alone in its file: nobody promises in what order the people of one stand.
      await fault({ kind: 'import-partial', args: { share: 0.01, seconds: 30 * 86_400 } });
      await person(world, 'is-missing');
      await world.nextCycle();
      await world.nextCycle();
      await fault({ kind: 'import-stuck', args: { seconds: 30 } });
      await person(world, 'is-held');
      await world.pass(241);
      await world.settle(world.ctx, 200);
      await fault({ kind: 'watchdog-reject' });
      await person(world, 'is-refused');
      await world.nextCycle();
    });
    expect(connection).toBe('stopped');
  });
});

describe('JSON of v3', () => {
  it('leaves those out who left this book by their own wish, as files do', async () => {
    const world = await exportWorld({ transport: 'v3' });
    await world.control('/contacts', {
      addressBookId: world.dotdigitalId,
      contacts: [{ email: world.mail('left') }],
    });
    await world.control(`/address-books/${world.dotdigitalId}/unsubscribe`, { email: world.mail('left') });
    await person(world, 'left');
    await world.connect();
    await world.settle();
    expect(await world.emails()).toEqual([]);
    expect(await world.changes()).toMatchObject([
      { outcome: 'skipped', reasonCode: 'unsubscribed_from_book' },
    ]);
    await world.clearRequests();
    await world.nextCycle();
    expect(await world.writes()).toEqual([]);
  });

  it('is sent again where the worker died between the upload and the storing of its id, and nothing is doubled', async () => {
    const world = await exportWorld({ transport: 'v3' });
    await person(world, 'first');
    await world.connect();
    await world.settle();
    await person(world, 'second');
    await world.pass(241);
    const dying = { ...world.ctx, db: { ...world.ctx.db, prisma: diesAfterUpload(world) } };
    await expect(pushConnection(dying, world.connectionId)).rejects.toThrow('killed');
    expect(await uploads(world, 'v3')).toBe(2);
    await world.leasesRunOut();
    await world.settle();
    expect(await uploads(world, 'v3')).toBe(3);
    expect(await world.emails()).toEqual(['first', 'second'].map(world.mail));
    expect((await world.changes()).map(({ outcome }) => outcome)).toEqual(['added', 'added']);
  });

  it('stops with a way forward when Dotdigital knows the book no more', async () => {
    const world = await exportWorld({ transport: 'v3' });
    await person(world, 'first');
    await world.connect();
    await world.settle();
    await person(world, 'second');
    await world.pass(241);
    await world.control('/faults', {
      route: '/contacts/v3/import',
      method: 'PUT',
      kind: 'meanwhile',
      times: 1,
      args: { do: [{ method: 'DELETE', path: `/address-books/${world.dotdigitalId}` }] },
    });
    await world.settle();
    expect(await world.connection()).toMatchObject({ state: 'stopped', stateCode: 'book_gone' });
    expect((await world.changes()).at(-1)).toMatchObject({ outcome: 'rejected', reasonCode: 'book_gone' });
  });

  it('carries numbers as numbers and flags as flags, null where a value goes, and says nothing of anybody’s channels', async () => {
    const world = await exportWorld({ transport: 'v3' });
    await setMappingRows(world, [
      { name: 'FIRSTNAME', source: 'firstName' },
      { name: 'LASTNAME', source: 'lastName' },
      { name: 'ORDERS', source: 'orderCount', type: 'Numeric' },
      {
        name: 'VIP',
        source: 'tags',
        type: 'Boolean',
        settings: { format: { ...plainSettings.format, tag: 'vip' } },
      },
    ]);
    const name = 'Say: "": "", "A": ""\t\n\r\v\b\f\u0001 \\v \\\\. 北京';
    await person(world, 'first', { lastName: null, mobile: '+491511234567' });
    await world.connect();
    await world.control('/faults', { ...imports.v3, kind: 'reset-before-head', times: 1 });
    await pushConnection(world.ctx, world.connectionId);
    await world.ctx.db.prisma
      .$executeRaw`UPDATE planned_changes SET wanted_values = wanted_values || ${{ ORDERS: '12.50', FIRSTNAME: name }}::jsonb WHERE email_key = ${world.mail('first')}`;
    const target = await loadTarget(world.ctx, world.connectionId);
    const [batch] = await listBatches(world.ctx.db.prisma, (await world.openWave())?.id ?? 0n);
    if (!target || !batch) throw new Error('nothing is under way');
    const { contacts, rowCount } = await buildJson(world.ctx, target, batch);
    expect(rowCount).toBe(1);
    expect(JSON.parse(Buffer.concat(contacts).toString())).toEqual([
      {
        matchIdentifier: 'email',
        identifiers: { email: world.mail('first') },
        dataFields: { FIRSTNAME: name, LASTNAME: null, ORDERS: 12.5, VIP: false },
        lists: [world.dotdigitalId],
      },
    ]);
  });

  it('gives way to files where the account offers it no more, or was never asked', async () => {
    const world = await exportWorld({ transport: 'v3' });
    const offered = async () => {
      const { offersContactImport } = await world.ctx.db.prisma.integration.findUniqueOrThrow({
        where: { id: world.integrationId },
      });
      return offersContactImport;
    };
    expect(await offered()).toBe(true);
    await person(world, 'first');
    await world.connect();
    await world.control('/faults', { route: '/contacts/v3*', kind: 'not-found' });
    await world.settle();
    expect(await world.emails()).toEqual([world.mail('first')]);
    expect(await offered()).toBe(false);
    await person(world, 'second');
    await world.clearRequests();
    await world.nextCycle();
    expect([await uploads(world, 'v2'), await uploads(world, 'v3')]).toEqual([1, 0]);
  });
});

/** Every transaction after the upload has left comes to nothing. */
function diesAfterUpload(world: ExportWorld): ExportWorld['ctx']['db']['prisma'] {
  let isDead = false;
  return new Proxy(world.ctx.db.prisma, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      if (key !== '$transaction') return value.bind(target) as unknown;
      return async (...input: unknown[]) => {
        isDead ||= (await uploads(world, 'v3')) > 1;
        if (isDead) throw new Error('killed');
        return Reflect.apply(value, target, input) as Promise<unknown>;
      };
    },
  });
}
