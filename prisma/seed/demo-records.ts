import { phoneNumber } from '@/lib/crm';
import type { Db, Prisma } from '@/lib/db';
import { emailKey } from '@/lib/email-key';
import { chance, oddPeople, ordinaryPerson, type Person } from './demo-people';

const sources = ['Trade fair', 'Website', 'Newsletter', 'Shop', null];
const DAY_MS = 86_400_000;

/** The records of a believable company: the same people at every seed, their dates counted back from today. */
export async function seedDemoRecords(db: Db, now = new Date()): Promise<void> {
  const owners = await db.prisma.user.findMany({
    where: { role: { not: 'viewer' } },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  const next = chance(20261121);
  const crowd = (count: number, from: number): Person[] =>
    Array.from({ length: count }, (_, n) => ordinaryPerson(from + n, next));
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;

  const toRow =
    (entity: 'contact' | 'lead' | 'customer') =>
    (person: Person): Prisma.CrmRecordCreateManyInput => {
      const roll = next();
      const consentState =
        person.email === null || roll > 0.9 ? 'unknown' : roll > 0.86 ? 'withdrawn' : 'given';
      const createdAt = new Date(
        today - Math.floor(next() ** 1.4 * 500) * DAY_MS - Math.floor(next() * 36_000_000) - 3_600_000,
      );
      return {
        ...person,
        entity,
        emailKey: emailKey(person.email),
        phoneE164: person.phone ? phoneNumber(person.phone, person.country) : null,
        birthday:
          next() > 0.6
            ? new Date(
                Date.UTC(
                  1950 + Math.floor(next() * 52),
                  Math.floor(next() * 12),
                  1 + Math.floor(next() * 28),
                ),
              )
            : null,
        source: sources[Math.floor(next() * sources.length)] ?? null,
        consentState,
        consentAt: consentState === 'unknown' ? null : createdAt,
        custom: customOf(entity, next),
        ownerId: owners[Math.floor(next() * owners.length)]?.id ?? null,
        createdAt,
        updatedAt: createdAt,
      };
    };

  const contacts = [...crowd(1_985, 1), ...oddPeople].map(toRow('contact'));
  const leads = crowd(500, 4_000).map(toRow('lead'));
  const customers = crowd(800, 5_000).map(toRow('customer'));
  await seedDemoFields(db);
  const made = await db.prisma.crmRecord.createManyAndReturn({
    data: [...contacts, ...leads, ...customers],
    select: { id: true, consentState: true, consentAt: true, createdAt: true },
  });
  await db.prisma.consent.createMany({
    data: made.flatMap((record) =>
      record.consentAt === null
        ? []
        : [
            {
              recordId: record.id,
              state: record.consentState,
              text:
                record.consentState === 'given'
                  ? 'Yes, send me news about the collection by e-mail.'
                  : 'Unsubscribe me.',
              origin: 'form',
              consentAt: record.consentAt,
              recordedAt: record.consentAt,
            },
          ],
    ),
  });
  await db.prisma.recordChange.createMany({
    data: made.map((record) => ({
      recordId: record.id,
      field: 'created',
      origin: 'demo data',
      at: record.createdAt,
    })),
  });
  await seedDemoTags(
    db,
    made.map(({ id }) => id),
    next,
  );
}

const sizes = ['S', 'M', 'L', 'XL'];

/** The custom fields of the demo company; an admin changes them under Settings. */
async function seedDemoFields(db: Db): Promise<void> {
  const choices = sizes.map((value) => ({ value, label: value }));
  await db.prisma.customField.createMany({
    data: [
      { entity: 'contact', key: 'trade_fair', label: 'Met at trade fair', type: 'date', position: 0 },
      { entity: 'contact', key: 'catalogue', label: 'Wants the catalogue', type: 'yesno', position: 1 },
      { entity: 'customer', key: 'shirt_size', label: 'Shirt size', type: 'choice', choices, position: 0 },
      { entity: 'customer', key: 'points', label: 'Loyalty points', type: 'number', position: 1 },
    ],
    skipDuplicates: true,
  });
}

function customOf(entity: 'contact' | 'lead' | 'customer', next: () => number): Prisma.InputJsonObject {
  const [roll, value] = [next(), next()];
  if (entity === 'lead' || roll > 0.6) return {};
  if (entity === 'contact')
    return roll < 0.2
      ? { trade_fair: `2026-0${1 + Math.floor(value * 8)}-15`, catalogue: value < 0.5 }
      : { catalogue: value < 0.5 };
  return { shirt_size: sizes[Math.floor(value * sizes.length)] ?? 'M', points: Math.floor(value * 1_200) };
}

const tags: [name: string, share: number][] = [
  ['Newsletter', 0.3],
  ['Trade fair', 0.12],
  ['Wholesale', 0.08],
  ['Press', 0.03],
  ['VIP', 0.02],
];

async function seedDemoTags(db: Db, records: readonly bigint[], next: () => number): Promise<void> {
  await db.prisma.tag.createMany({ data: tags.map(([name]) => ({ name })), skipDuplicates: true });
  const made = await db.prisma.tag.findMany({ where: { name: { in: tags.map(([name]) => name) } } });
  await db.prisma.recordTag.createMany({
    data: records.flatMap((recordId) =>
      tags.flatMap(([name, share]) => {
        const tag = made.find((one) => one.name === name);
        return tag && next() < share ? [{ recordId, tagId: tag.id }] : [];
      }),
    ),
  });
}
