import { expect, it } from 'vitest';
import { ConnectListInput } from '@/lib/connections/schemas';
import { runImportPass } from '@/lib/import';
import { exportWorld } from '@/prisma/seed/export-world';
import { sandboxAccount } from '@/prisma/seed/integrations';
import { acceptWhoLeft, getConnection, putBackWhoLeft, requestReadBack } from '@/lib/connections';
import { getRecordMarketing } from '@/lib/crm';
import { deleteAtDotdigital } from '@/lib/privacy/erasing/delete-at-dotdigital';
import { findPerson } from '@/lib/privacy/person/person';
import { listDraftTargets } from '@/lib/sending';
import { compareWithBook, connectList, disconnectList, undoRun, updateConnection } from '../index';

const { username, password } = sandboxAccount('');
const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

let last = 0;
/** A number that nobody else has. */
const number = () =>
  `+4479${String(process.pid % 1000).padStart(3, '0')}${String((last += 1)).padStart(5, '0')}`;

type Person = { id: bigint; mobile: string };

async function numbersWorld() {
  const world = await exportWorld({ transport: 'v3' });
  const { prisma } = world.ctx.db;
  await prisma.marketingList.update({
    where: { id: world.listId },
    data: { columns: ['mobile', 'firstName'] },
  });
  return Object.assign(world, {
    begin: async (more: object = {}) => {
      const { connectionId } = await connectList(
        world.ctx,
        ConnectListInput.parse({
          listId: String(world.listId),
          integrationId: String(world.integrationId),
          addressBookId: String(world.addressBookId),
          channel: 'sms',
          ...more,
        }),
      );
      world.connectionId = BigInt(connectionId);
    },
    person: async (given: object = {}, mobile = number()): Promise<Person> => {
      const [made] = await world.people(1, { email: null, mobile, mobileE164: mobile, ...given });
      return { id: made?.id ?? 0n, mobile };
    },
    change: (id: bigint, data: object) => prisma.crmRecord.update({ where: { id }, data }),
    /** Who is on the list at the sandbox, by number. */
    there: async (dotdigitalId = world.dotdigitalId) => {
      const found: Record<string, { email: string; firstName: unknown; status: string | null }> = {};
      for await (const { rows } of world.client.bookNumbers(dotdigitalId, { withFullData: true }))
        for (const { number: by, email, smsStatus, dataFields } of rows)
          found[by] = { email, firstName: dataFields?.FIRSTNAME ?? null, status: smsStatus };
      return found;
    },
    outcomes: async () =>
      Object.fromEntries(
        (await world.changes()).map(({ emailKey, action, outcome, reasonCode }) => [
          `${emailKey} ${action}`,
          [outcome, reasonCode].filter(Boolean).join(' '),
        ]),
      ),
    v3: async (path: string, method: string, body: object) => {
      const answer = await fetch(`${world.simulator.url}${path}`, {
        method,
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
    importPass: () => runImportPass(world.ctx, world.integrationId, { trigger: 'schedule' }),
  });
}

it('brings a list into its book by number, once, and changes, and takes out who left', async () => {
  const world = await numbersWorld();
  const ada = await world.person({ firstName: 'Ada' });
  const bo = await world.person({ firstName: 'Bo', email: world.mail('bo') });
  await world.people(1, { email: world.mail('none'), mobile: null, mobileE164: null });
  await world.begin();
  // Taken, and nobody heard of it.
  await world.control('/faults', {
    route: '/contacts/v3/import',
    method: 'PUT',
    kind: 'reset-before-head',
    times: 1,
  });
  await world.settle();
  expect(await world.there()).toEqual({
    [ada.mobile]: { email: '', firstName: 'Ada', status: 'sms_subscribed' },
    [bo.mobile]: { email: '', firstName: 'Bo', status: 'sms_subscribed' },
  });
  const first = await world.changes();
  expect(first.map(({ action, outcome, reasonCode }) => [action, outcome, reasonCode]).sort()).toEqual([
    ['add', 'added', null],
    ['add', 'added', null],
    ['skip', 'skipped', 'no_mobile'],
  ]);
  const writes = (await world.writes()).length;
  await world.nextCycle();
  expect((await world.writes()).length).toBe(writes);

  await world.change(ada.id, { firstName: 'Ada May' });
  await world.change(bo.id, { source: 'elsewhere' });
  await world.nextCycle();
  expect(await world.there()).toEqual({
    [ada.mobile]: { email: '', firstName: 'Ada May', status: 'sms_subscribed' },
  });
  expect((await world.client.contactByNumber(bo.mobile))?.smsStatus).toBe('sms_subscribed');
  const { dotdigital } = await getRecordMarketing(world.ctx, { id: String(ada.id) });
  expect(dotdigital.flatMap(({ books }) => books.map(({ present }) => present))).toEqual([true]);
  await world.importPass();
  expect(
    await world.ctx.db.prisma.dotdigitalContact.count({ where: { integrationId: world.integrationId } }),
  ).toBe(0);
});

/** What one person is outcome by outcome, the last last. */
const ofPerson = async (world: Awaited<ReturnType<typeof numbersWorld>>, { mobile }: Person) =>
  (await world.changes({ emailKey: mobile })).map(({ action, outcome, reasonCode }) =>
    [action, outcome, reasonCode].filter(Boolean).join(' '),
  );

it('takes out whoever opts out of SMS here and tells Dotdigital so, and nobody whose mail alone is unwanted', async () => {
  const world = await numbersWorld();
  const ada = await world.person({ firstName: 'Ada' });
  const bo = await world.person({ firstName: 'Bo', email: world.mail('bo') });
  await world.begin();
  await world.settle();
  await world.change(bo.id, { consentState: 'withdrawn' });
  await world.change(ada.id, { smsConsentState: 'withdrawn' });
  for (const [route, method] of [
    ['/contacts/v3/contactId/*', 'PATCH'],
    ['*/contacts/delete', 'POST'],
  ])
    await world.control('/faults', { route, method, kind: 'reset-before-head', times: 1 });
  await world.nextCycle();
  await world.pass(60);
  await world.settle();
  expect(Object.keys(await world.there())).toEqual([bo.mobile]);
  expect((await world.client.contactByNumber(ada.mobile))?.smsStatus).toBe('sms_unsubscribed');
  expect((await world.client.contactByNumber(bo.mobile))?.smsStatus).toBe('sms_subscribed');
  expect(await ofPerson(world, ada)).toEqual(['add added', 'unsubscribe unsubscribed', 'remove removed']);
  const writes = (await world.writes()).length;
  await world.nextCycle();
  expect((await world.writes()).length).toBe(writes);
  // Consent again, on this record alone: Dotdigital's own word stands, and nothing subscribes a number.
  await world.change(ada.id, { smsConsentState: 'given' });
  await world.nextCycle();
  expect(Object.keys(await world.there())).toEqual([bo.mobile]);
  expect((await world.client.contactByNumber(ada.mobile))?.smsStatus).toBe('sms_unsubscribed');
  expect((await world.writes()).length).toBe(writes);
});

it('leaves a stop at Dotdigital as it is, before the first sync and behind it', async () => {
  const world = await numbersWorld();
  const stopped = await world.person({ firstName: 'Early' });
  const later = await world.person({ firstName: 'Later' });
  await world.v3('/contacts/v3', 'POST', {
    identifiers: { mobileNumber: stopped.mobile },
    channelProperties: { sms: { status: 'unsubscribed' } },
  });
  await world.begin();
  await world.settle();
  expect(await ofPerson(world, stopped)).toEqual(['add skipped sms_unsubscribed']);
  expect((await world.there())[stopped.mobile]?.status).toBe('sms_unsubscribed');
  await world.v3(`/contacts/v3/mobileNumber/${encodeURIComponent(later.mobile)}`, 'PATCH', {
    channelProperties: { sms: { status: 'unsubscribed' } },
  });
  await world.pass(60);
  await world.importPass();
  await world.change(later.id, { firstName: 'Changed' });
  await world.change(stopped.id, { firstName: 'Changed' });
  await world.clearRequests();
  await world.nextCycle();
  expect(await world.writes()).toEqual([]);
  expect((await world.there())[later.mobile]).toMatchObject({
    firstName: 'Later',
    status: 'sms_unsubscribed',
  });
});

it('knows a new number as a new contact, and of two records with one number sends the older', async () => {
  const world = await numbersWorld();
  const ada = await world.person({ firstName: 'Ada' });
  const twin = await world.person({ firstName: 'Twin' }, ada.mobile);
  await world.begin();
  await world.settle();
  expect((await world.there())[ada.mobile]?.firstName).toBe('Ada');
  expect((await world.changes({ recordId: twin.id })).map((row) => [row.reasonCode, row.reasonText])).toEqual(
    [['duplicate_mobile', String(ada.id)]],
  );
  const next = number();
  await world.change(ada.id, { mobile: next, mobileE164: next });
  await world.nextCycle();
  expect(await world.there()).toMatchObject({
    [ada.mobile]: { firstName: 'Twin' },
    [next]: { firstName: 'Ada' },
  });
  await world.change(twin.id, { mobile: 'ask her', mobileE164: null });
  await world.nextCycle();
  expect(Object.keys(await world.there())).toEqual([next]);
});

it('asks the gate for the consent to SMS', async () => {
  const world = await numbersWorld();
  const yes = await world.person({ smsConsentState: 'given' });
  const mailOnly = await world.person({ consentState: 'given', email: world.mail('mail') });
  await world.ctx.db.prisma.integration.update({
    where: { id: world.integrationId },
    data: { consentGate: 'consented' },
  });
  await world.begin();
  await world.settle();
  expect(Object.keys(await world.there())).toEqual([yes.mobile]);
  expect((await world.changes({ recordId: mailOnly.id })).map(({ reasonCode }) => reasonCode)).toEqual([
    'no_sms_consent',
  ]);
  await world.change(yes.id, { smsConsentState: 'unknown' });
  await world.nextCycle();
  expect(Object.keys(await world.there())).toEqual([]);
  expect((await world.client.contactByNumber(yes.mobile))?.smsStatus).toBe('sms_subscribed');
});

it('finds who was taken off or deleted there, puts them back when told, and does not mistake a stop for either', async () => {
  const world = await numbersWorld();
  const [off, deleted, stopped] = [await world.person(), await world.person(), await world.person()];
  await world.begin();
  await world.settle();
  const idOf = async ({ mobile }: Person) => (await world.client.contactByNumber(mobile))?.id ?? 0;
  await world.client.removeFromBook(world.dotdigitalId, [await idOf(off)]);
  await world.client.deleteSmsContact(await idOf(deleted), ['FIRSTNAME']);
  await world.client.unsubscribeFromSms(await idOf(stopped));
  await world.pass(3600);
  await requestReadBack(world.ctx, { id: String(world.connectionId) });
  await world.importPass();
  await compareWithBook(world.ctx, world.connectionId);
  const { whoLeft, inStep } = await getConnection(world.ctx, String(world.connectionId));
  expect(whoLeft).toEqual({ takenOff: 1, deleted: 1 });
  expect(inStep).toMatchObject({ compared: 2, causes: { takenOff: 1, deleted: 1, inFlight: 0 } });
  await world.nextCycle();
  expect(Object.keys(await world.there())).toEqual([stopped.mobile]);
  await putBackWhoLeft(world.ctx, { id: String(world.connectionId), emails: [off.mobile] });
  await acceptWhoLeft(world.ctx, { id: String(world.connectionId), emails: [deleted.mobile] });
  await world.nextCycle();
  expect(Object.keys(await world.there()).sort()).toEqual([off.mobile, stopped.mobile].sort());
  const item = await world.ctx.db.prisma.listItem.findFirst({ where: { recordId: deleted.id } });
  expect(item?.unsubscribedReason).toBe('deleted_there');
});

it('is refused where numbers don’t go, and where the book is fed by address', async () => {
  const world = await numbersWorld();
  const { prisma } = world.ctx.db;
  const settings = { key: `dotdigital:${world.integrationId}` };
  await prisma.setting.update({ where: settings, data: { value: { transport: 'v2' } } });
  await expect(world.begin()).rejects.toMatchObject({
    fieldErrors: { channel: 'Not offered by this integration.' },
  });
  await prisma.setting.update({ where: settings, data: { value: { transport: 'v3' } } });
  await expect(world.begin({ options: { resubscribe: 'newer_consent' } })).rejects.toMatchObject({
    code: 'conflict',
  });
  await expect(world.begin({ options: { strangers: 'mirror' } })).rejects.toMatchObject({
    code: 'conflict',
  });
  await expect(world.begin({ options: { newcomers: 'one_by_one' } })).rejects.toMatchObject({
    fieldErrors: { newcomers: 'Not offered by mobile number.' },
  });
  await prisma.marketingList.update({ where: { id: world.listId }, data: { columns: ['email'] } });
  await expect(world.begin()).rejects.toMatchObject({ code: 'conflict' });
  await prisma.marketingList.update({ where: { id: world.listId }, data: { columns: ['email', 'mobile'] } });
  await world.begin({ channel: 'email' });
  await disconnectList(world.ctx, { id: String(world.connectionId) });
  await expect(world.begin()).rejects.toMatchObject({ fieldErrors: { addressBookId: 'Fed by E-mail.' } });
});

it('keeps its channel, is not undone, gets no e-mail campaign, and stops where v3 is no longer offered', async () => {
  const world = await numbersWorld();
  const ada = await world.person({ firstName: 'Ada', email: world.mail('ada') });
  await world.begin();
  await world.settle();
  const id = String(world.connectionId);
  const view = await getConnection(world.ctx, id);
  expect(view.channel).toBe('sms');
  const run = await world.lastRun();
  await expect(undoRun(world.ctx, { id: String(run.id), digest: '' })).rejects.toMatchObject({
    code: 'conflict',
  });
  const targets = await listDraftTargets(world.ctx);
  expect(targets.some(({ connectionId }) => connectionId === id)).toBe(false);
  await expect(
    updateConnection(world.ctx, {
      id,
      version: view.version,
      addressBookId: String(world.addressBookId),
      newBook: null,
      takeOver: false,
      options: { strangers: 'create' },
    }),
  ).rejects.toMatchObject({ code: 'conflict' });
  await disconnectList(world.ctx, { id });
  await world.ctx.db.prisma.marketingList.update({
    where: { id: world.listId },
    data: { columns: ['email', 'mobile'] },
  });
  await expect(world.begin({ channel: 'email' })).rejects.toMatchObject({
    fieldErrors: { addressBookId: 'Fed by SMS.' },
  });
  await world.begin();
  await world.settle();
  await world.control('/faults', { route: '/contacts/v3*', kind: 'not-found' });
  await world.change(ada.id, { firstName: 'Changed' });
  await world.nextCycle();
  expect((await world.writes()).filter(({ path }) => /^\/v2\/.*import/.test(path))).toEqual([]);
  expect((await world.connection()).state).toBe('stopped');
});

it('reads a book by number page by page, and goes on where it was cut off', async () => {
  const world = await numbersWorld();
  for (let n = 0; n < 5; n += 1) await world.person();
  await world.begin();
  await world.settle();
  const pages = async (options: object) => {
    const read: [number, number, number | null][] = [];
    for await (const { rows, skip, nextSkip } of world.client.bookNumbers(world.dotdigitalId, options))
      read.push([skip, rows.length, nextSkip]);
    return read;
  };
  expect(await pages({ pageSize: 2 })).toEqual([
    [0, 2, 2],
    [2, 2, 4],
    [4, 1, 5],
    [5, 0, null],
  ]);
  expect(await pages({ pageSize: 2, overlap: 1 })).toEqual([
    [0, 2, 1],
    [1, 3, 3],
    [3, 2, 5],
    [5, 0, null],
  ]);
  expect(await pages({ pageSize: 2, skip: 4 })).toEqual([
    [4, 1, 5],
    [5, 0, null],
  ]);
});

it('is erased at Dotdigital by the number that nobody else has', async () => {
  const world = await numbersWorld();
  const { prisma } = world.ctx.db;
  const [gone, shared] = [
    await world.person({ firstName: 'Gone' }),
    await world.person({ firstName: 'Shared' }),
  ];
  await world.person({ source: 'elsewhere' }, shared.mobile);
  await world.begin();
  await world.settle();
  const erase = async ({ id }: Person) =>
    deleteAtDotdigital({
      tx: prisma,
      client: world.client,
      person: await findPerson(prisma, { recordId: String(id) }),
      integrationId: world.integrationId,
    });
  expect(await erase(gone)).toBe('deleted');
  expect(await erase(shared)).toBe('not_there');
  expect(Object.keys(await world.there())).toEqual([shared.mobile]);
  expect(await world.client.contactByNumber(gone.mobile)).toBeNull();
});
