import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { openDb } from '../db';
import { testDatabase } from '@/prisma/test-database';
import { markUnseenMembersGone, storeSeenContacts, type SeenContact } from './seen-contacts';
import { storeBookUnsubscribes, storeSuppressions } from './seen-suppressions';

const db = openDb(testDatabase());
afterAll(() => db.close());

let integrationId: bigint;
let addressBookId: bigint;
let serial = 0;
const day = (n: number) => new Date(Date.UTC(2026, 10, n));

beforeEach(async () => {
  serial += 1;
  const integration = await db.prisma.integration.create({
    data: { name: `Account ${serial}`, username: 'apiuser' },
  });
  integrationId = integration.id;
  const book = await db.prisma.addressBook.create({
    data: { integrationId, dotdigitalId: serial, name: `Book ${serial}`, visibility: 'Private' },
  });
  addressBookId = book.id;
});

const contact = (id: number, email: string, status = 'Subscribed'): SeenContact => ({
  id,
  email,
  status,
  optInType: 'Single',
  emailType: 'Html',
});
const see = (rows: SeenContact[], seenAt = day(1), complete = false) =>
  db.prisma.$transaction((tx) =>
    storeSeenContacts(tx, { integrationId, addressBookId, rows, seenAt, complete }),
  );
const member = (emailKey: string) =>
  db.prisma.bookMember.findUnique({ where: { addressBookId_emailKey: { addressBookId, emailKey } } });
const known = (emailKey: string) =>
  db.prisma.dotdigitalContact.findUnique({ where: { integrationId_emailKey: { integrationId, emailKey } } });

describe('contacts seen in a book', () => {
  it('become members with their ids, as strangers, matched to the oldest record of the address', async () => {
    const older = await db.prisma.crmRecord.create({
      data: { entity: 'contact', email: 'a@x.example', emailKey: `a${serial}@x.example` },
    });
    await db.prisma.crmRecord.create({
      data: { entity: 'lead', email: 'a@x.example', emailKey: `a${serial}@x.example` },
    });
    await see([contact(1, ` A${serial}@X.example `), contact(2, 'b@x.example')]);
    expect(await member(`a${serial}@x.example`)).toMatchObject({
      present: true,
      putThereByUs: false,
      recordId: older.id,
    });
    expect(await member('b@x.example')).toMatchObject({ present: true, recordId: null });
    expect(await known('b@x.example')).toMatchObject({
      dotdigitalId: 2,
      status: 'Subscribed',
      optInType: 'Single',
    });
  });

  it('seen twice change nothing the second time', async () => {
    const rows = [contact(1, 'a@x.example'), contact(2, 'b@x.example')];
    expect((await see(rows)).changedCount).toBe(4);
    expect((await see(rows, day(2))).changedCount).toBe(0);
  });

  it('keep what they are known to hold and that we put them there', async () => {
    await db.prisma.bookMember.create({
      data: {
        addressBookId,
        emailKey: 'a@x.example',
        present: false,
        putThereByUs: true,
        heldHash: Buffer.from('ab'),
        heldValues: { FIRSTNAME: 'A' },
      },
    });
    await see([contact(1, 'a@x.example')]);
    expect(await member('a@x.example')).toMatchObject({
      present: true,
      putThereByUs: true,
      heldValues: { FIRSTNAME: 'A' },
    });
  });

  it('tell which status changed, and into what', async () => {
    await see([contact(1, 'a@x.example')]);
    const { statusChanges } = await see([contact(1, 'a@x.example', 'HardBounced')]);
    expect(statusChanges).toEqual([{ emailKey: 'a@x.example', before: 'Subscribed', after: 'HardBounced' }]);
  });

  it('whose address changed at Dotdigital keep their id and what we did for them', async () => {
    await see([contact(7, 'old@x.example')]);
    await db.prisma.bookMember.updateMany({ where: { addressBookId }, data: { putThereByUs: true } });
    const { renamed } = await see([contact(7, 'new@x.example')]);
    expect(renamed).toEqual([{ from: 'old@x.example', to: 'new@x.example' }]);
    expect(await known('old@x.example')).toMatchObject({ dotdigitalId: null, status: null });
    expect(await member('old@x.example')).toMatchObject({ present: false });
    expect(await member('new@x.example')).toMatchObject({ present: true, putThereByUs: true });
  });

  it('may swap their addresses within one page', async () => {
    await see([contact(1, 'a@x.example'), contact(2, 'b@x.example')]);
    await see([contact(2, 'a@x.example'), contact(1, 'b@x.example')]);
    expect(await known('a@x.example')).toMatchObject({ dotdigitalId: 2 });
    expect(await known('b@x.example')).toMatchObject({ dotdigitalId: 1 });
    expect(await member('a@x.example')).toMatchObject({ present: true });
  });

  it('do not stop at one address that is none', async () => {
    const outcome = await see([contact(1, 'nobody'), contact(2, 'b@x.example')]);
    expect(outcome.refused).toEqual(['nobody']);
    expect(await member('b@x.example')).toMatchObject({ present: true });
  });

  it('are gone after a complete read that missed them, unless just sent', async () => {
    await see([contact(1, 'stays@x.example'), contact(2, 'gone@x.example'), contact(3, 'sent@x.example')]);
    await db.prisma.bookMember.updateMany({
      where: { addressBookId, emailKey: 'sent@x.example' },
      data: { sentAt: day(3) },
    });
    await see([contact(1, 'stays@x.example')], day(3), true);
    const gone = await db.prisma.$transaction((tx) =>
      markUnseenMembersGone(tx, {
        addressBookId,
        channel: 'email',
        readStartedAt: day(3),
        keepSentSince: day(2),
      }),
    );
    expect(gone).toBe(1);
    expect(await member('gone@x.example')).toMatchObject({ present: false });
    expect(await member('sent@x.example')).toMatchObject({ present: true });
  });
});

describe('unsubscribes from a book', () => {
  const unsubscribe = (at: Date) =>
    db.prisma.$transaction((tx) =>
      storeBookUnsubscribes(tx, {
        integrationId,
        addressBookId,
        seenAt: day(9),
        rows: [{ id: 1, email: 'a@x.example', reason: 'Unsubscribed', at }],
      }),
    );

  it('end the membership once, and not again after the person came back', async () => {
    await see([contact(1, 'a@x.example')]);
    expect((await unsubscribe(day(2))).applied).toHaveLength(1);
    expect(await member('a@x.example')).toMatchObject({ present: false, unsubscribedAt: day(2) });
    expect((await unsubscribe(day(2))).applied).toHaveLength(0);
    expect((await see([contact(1, 'a@x.example')])).backInBook).toEqual(['a@x.example']);
    expect((await unsubscribe(day(2))).applied).toHaveLength(0);
    expect(await member('a@x.example')).toMatchObject({ present: true, unsubscribedAt: null });
    expect((await unsubscribe(day(3))).applied).toHaveLength(1);
  });
});

describe('suppressions of the account', () => {
  const suppress = (reason: string, at: Date) =>
    db.prisma.$transaction((tx) =>
      storeSuppressions(tx, {
        integrationId,
        keepsMembership: ['SoftBounced'],
        seenAt: day(9),
        rows: [{ id: 1, email: 'A@x.example', reason, at }],
      }),
    );

  it('set status and date and take the person out of every book', async () => {
    await see([contact(1, 'a@x.example')]);
    expect((await suppress('HardBounced', day(2))).applied).toEqual([
      { emailKey: 'a@x.example', reason: 'HardBounced', at: day(2) },
    ]);
    expect(await known('a@x.example')).toMatchObject({ status: 'HardBounced', statusAt: day(2) });
    expect(await member('a@x.example')).toMatchObject({ present: false });
    expect((await suppress('HardBounced', day(2))).applied).toHaveLength(0);
  });

  it('leave a soft-bounced person in the book', async () => {
    await see([contact(1, 'a@x.example')]);
    await suppress('SoftBounced', day(2));
    expect(await member('a@x.example')).toMatchObject({ present: true });
  });

  it('are known for people never seen before', async () => {
    await suppress('Unsubscribed', day(2));
    expect(await known('a@x.example')).toMatchObject({ status: 'Unsubscribed', dotdigitalId: 1 });
  });
});
