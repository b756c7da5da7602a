import { createHash, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { FlowContext } from '@/lib/context';
import type { Channel } from '@/lib/channel';
import { condition, connectList, createList, filterOf } from './marketing-lists';
import { createRecords } from './records';

/** A little world of people who share a few addresses or numbers, with everything that may keep one of them from mail or messages. */
export type StandingPerson = {
  /** The n-th address; none, blanks, or a text that is no address. */
  address: number | 'none' | 'blank' | 'invalid';
  name: string;
  optedOut: boolean;
  /** Has given marketing consent, unless opted out. */
  consented: boolean;
  deleted: boolean;
  place: 'listed' | 'left' | 'never';
  removed: boolean;
  mark: 'none' | 'person' | 'unnamed' | 'HardBounced';
};
export type StandingAddress = {
  /** none: Dotdigital doesn't know it; null: known, without a status yet. */
  status: string | null;
  known: boolean;
  book: 'never' | 'present' | 'out' | 'unsubscribed' | 'subscribed again' | 'taken off' | 'deleted';
  /** With these values Dotdigital refused it; a passing cause is no reason to set it aside. */
  refused: { name: string; reason: string } | null;
  /** These values are known to be held. */
  holds: string | null;
};
export type StandingWorld = {
  /** By which the book is fed: of `sms` every address is a number, opt-outs and consents are of SMS, and everyone opted out of mail. */
  channel: Channel;
  people: StandingPerson[];
  addresses: StandingAddress[];
  /** Whom the account takes. */
  gate: 'everyone' | 'consented';
};

const names = ['Ada', 'Bea'];
const allowing = ['Subscribed', 'SoftBounced'];
const refusingStatuses = [
  'PendingOptIn',
  'Unsubscribed',
  'HardBounced',
  'IspComplained',
  'DirectComplaint',
  'MailBlocked',
  'Suppressed',
  'SharedSuppression',
  'NotAllowed',
  'DomainSuppression',
  'NoMxRecord',
  'Deleted',
  'NotAvailableInThisVersion',
  'BrandNew',
];

const allowingSms = ['sms_subscribed', 'sms_nosubscription'];
const refusingSms = ['sms_unsubscribed', 'sms_bounced', 'sms_suppressed', 'sms_deleted', 'sms_brandnew'];

const mostly = <T>(usual: T, ...others: T[]) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(usual) },
    { weight: 2, arbitrary: fc.constantFrom(...others) },
  );

const person: fc.Arbitrary<StandingPerson> = fc.record({
  address: fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 0, max: 3 }) },
    { weight: 1, arbitrary: fc.constantFrom('none' as const, 'blank' as const, 'invalid' as const) },
  ),
  name: fc.constantFrom(...names),
  optedOut: fc.integer({ max: 11, min: 0 }).map((n) => n === 0),
  consented: fc.boolean(),
  deleted: fc.integer({ max: 7, min: 0 }).map((n) => n === 0),
  place: mostly<StandingPerson['place']>('listed', 'listed', 'left', 'never'),
  removed: fc.integer({ max: 5, min: 0 }).map((n) => n === 0),
  mark: fc.oneof(
    { weight: 8, arbitrary: fc.constant('none' as const) },
    { weight: 1, arbitrary: fc.constantFrom('person' as const, 'unnamed' as const, 'HardBounced' as const) },
  ),
});

const address = (allows: string[], refuses: string[]): fc.Arbitrary<StandingAddress> =>
  fc.record({
    status: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(null, ...allows) },
      { weight: 1, arbitrary: fc.constantFrom(...refuses) },
    ),
    known: fc.boolean(),
    book: fc.constantFrom(
      'never',
      'present',
      'out',
      'unsubscribed',
      'subscribed again',
      'taken off',
      'deleted',
    ),
    refused: fc.option(
      fc.record({
        name: fc.constantFrom(...names),
        reason: fc.constantFrom('failures', 'invalid_at_dotdigital', 'SoftBounced', 'contact_limit'),
      }),
    ),
    holds: fc.constantFrom(null, ...names),
  });

const worldsBy = (channel: Channel, of: fc.Arbitrary<StandingAddress>): fc.Arbitrary<StandingWorld> =>
  fc.record({
    channel: fc.constant(channel),
    people: fc.array(person, { minLength: 1, maxLength: 10 }),
    addresses: fc.array(of, { minLength: 4, maxLength: 4 }),
    gate: mostly<StandingWorld['gate']>('everyone', 'consented'),
  });

export const mailWorlds = worldsBy('email', address(allowing, refusingStatuses));
export const standingWorlds = fc.oneof(mailWorlds, worldsBy('sms', address(allowingSms, refusingSms)));

/** What the one mapping of the world makes of a name, as Dotdigital is known to hold it or refused it. */
export const heldHash = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('md5').update(`{"FIRSTNAME": "${name}"}`).digest());

const consentOf = ({ optedOut, consented }: StandingPerson) =>
  optedOut ? 'withdrawn' : consented ? 'given' : 'unknown';

/** Lays the world down; nobody is on the list yet (`comeIn`), though places that were marked or removed are there. */
export async function createStandingWorld(
  ctx: FlowContext,
  { channel, people, addresses, gate }: StandingWorld,
  connected: boolean,
) {
  const { prisma } = ctx.db;
  const source = randomUUID();
  const isSms = channel === 'sms';
  const digits = String(BigInt(`0x${source.replaceAll('-', '')}`)).slice(-8);
  const mail = (n: number) => (isSms ? `+447${n}${digits}` : `${n}.${source}@standing.example`);
  const listId = await createList(prisma, {
    filter: filterOf(condition('source', 'is', 'nobody')),
    evaluationState: 'fresh',
    evaluatedVersion: 1,
  });
  const { integrationId, bookId, connectionId } = await connectList(prisma, listId);
  await prisma.integration.update({ where: { id: integrationId }, data: { consentGate: gate } });
  await prisma.addressBook.update({ where: { id: bookId }, data: { channel } });
  const field = await prisma.dataField.create({
    data: { integrationId, name: 'FIRSTNAME', type: 'String', visibility: 'Private' },
  });
  await prisma.fieldMapping.create({
    data: {
      integrationId,
      entity: 'contact',
      rows: { create: { dataFieldId: field.id, sources: ['firstName'], position: 0 } },
    },
  });
  const emails = { none: null, blank: '', invalid: 'not an address' };
  const numberOf = (one: StandingPerson | undefined) =>
    typeof one?.address === 'number' ? mail(one.address) : null;
  const reachedBy = (at: StandingPerson['address']) => {
    const typed = typeof at === 'number' ? mail(at) : emails[at];
    return isSms
      ? { email: null, mobile: typed, mobileE164: typeof at === 'number' ? mail(at) : null }
      : { email: typed };
  };
  const records = await createRecords(prisma, people.length, (n) => {
    const one = people[n];
    if (!one) throw new Error('one record for each person');
    return {
      // Whoever never was on the list may be of another kind: an opt-out holds for the address all the same.
      entity: one.place === 'never' && one.optedOut ? 'lead' : 'contact',
      ...reachedBy(one.address),
      firstName: one.name,
      source: one.place === 'listed' ? source : 'elsewhere',
      consentState: isSms ? 'withdrawn' : consentOf(one),
      smsConsentState: isSms ? consentOf(one) : 'unknown',
      deletedAt: one.deleted ? new Date() : null,
    };
  });
  const ids = records.map(({ id }) => id);
  await prisma.listItem.createMany({
    data: people.flatMap((one, n) => {
      const recordId = ids[n];
      if (one.place === 'never' || recordId === undefined) return [];
      return [
        {
          listId,
          recordId,
          inFilter: false,
          removedAt: one.removed ? new Date() : null,
          unsubscribedAt: one.mark === 'none' ? null : new Date(),
          unsubscribedReason: one.mark === 'none' || one.mark === 'unnamed' ? null : one.mark,
        },
      ];
    }),
  });
  const knownThere = addresses.flatMap(({ known, status }, n) => (known ? [{ key: mail(n), status }] : []));
  if (isSms)
    await prisma.smsContact.createMany({
      data: knownThere.map(({ key, status }) => ({ integrationId, mobile: key, status })),
    });
  else
    await prisma.dotdigitalContact.createMany({
      data: knownThere.map(({ key, status }) => ({ integrationId, emailKey: key, status })),
    });
  await prisma.bookMember.createMany({
    data: addresses.flatMap(({ book, holds }, n) =>
      book === 'never'
        ? []
        : [
            {
              addressBookId: bookId,
              emailKey: mail(n),
              present: book === 'present' || book === 'subscribed again',
              unsubscribedAt: book === 'unsubscribed' || book === 'subscribed again' ? new Date() : null,
              leftHow: book === 'taken off' ? 'taken_off' : book === 'deleted' ? 'deleted' : null,
              putThereByUs: true,
              heldHash: holds === null ? null : heldHash(holds),
            },
          ],
    ),
  });
  await prisma.bookMember.create({
    data: {
      addressBookId: bookId,
      emailKey: isSms ? `+448${digits}` : `stranger.${source}@standing.example`,
      present: true,
    },
  });
  const wave = async (phase: 'settled' | 'sending') => {
    const run = await prisma.syncRun.create({
      data: { kind: 'export', trigger: 'button', integrationId, connectionId },
    });
    return prisma.wave.create({ data: { connectionId, syncRunId: run.id, kind: 'regular', phase } });
  };
  const earlier = await wave('settled');
  await prisma.plannedChange.createMany({
    data: addresses.flatMap(({ refused }, n) =>
      refused
        ? [
            {
              waveId: earlier.id,
              n,
              emailKey: mail(n),
              action: 'add',
              outcome: 'rejected',
              reasonCode: refused.reason,
              wantedHash: heldHash(refused.name),
            },
          ]
        : [],
    ),
  });
  if (!connected)
    await prisma.connection.update({ where: { id: connectionId }, data: { state: 'disconnected' } });
  return {
    listId,
    integrationId,
    bookId,
    channel,
    ids,
    filter: filterOf(condition('source', 'is', source)),
    /** Everyone who is listed comes onto the list. */
    comeIn: () => prisma.$executeRaw`
      UPDATE list_items i SET in_filter = TRUE FROM crm_records r
      WHERE i.list_id = ${listId} AND r.id = i.record_id AND r.source = ${source}`,
    /** A file that would be sent now, with all of these people in it. */
    fileOfEveryone: async () => {
      const { id: waveId } = await wave('sending');
      const batch = await prisma.exportBatch.create({
        data: { waveId, n: 1, kind: 'import_v2', rowCount: people.length, state: 'prepared' },
      });
      await prisma.plannedChange.createMany({
        data: records.map(({ id, emailKey }, n) => ({
          waveId,
          n,
          emailKey: isSms ? numberOf(people[n]) : emailKey,
          recordId: id,
          action: 'add',
          batchId: batch.id,
          wantedHash: heldHash(people[n]?.name ?? ''),
        })),
      });
      return batch.id;
    },
  };
}
