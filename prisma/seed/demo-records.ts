import { phoneNumber } from '@/lib/crm';
import type { Db, Prisma } from '@/lib/db';
import { emailKey } from '@/lib/email-key';
import { chance, oddPeople, ordinaryPerson, type Person } from './demo-people';

const sources = ['Trade fair', 'Website', 'Newsletter', 'Shop', null];
const DAY_MS = 86_400_000;

/** The records of a believable company: the same people at every seed, their dates counted back from today. */
export async function seedDemoRecords(db: Db, now = new Date()): Promise<void> {
  const owners = await db.prisma.user.findMany({ where: { role: { not: 'viewer' } }, orderBy: { id: 'asc' }, select: { id: true } });
  const next = chance(20261121);
  const crowd = (count: number, from: number): Person[] => Array.from({ length: count }, (_, n) => ordinaryPerson(from + n, next));
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;

  const toRow = (entity: 'contact' | 'lead' | 'customer') => (person: Person): Prisma.CrmRecordCreateManyInput => {
    const roll = next();
    const consentState = person.email === null || roll > 0.9 ? 'unknown' : roll > 0.86 ? 'withdrawn' : 'given';
    const createdAt = new Date(today - Math.floor(next() ** 1.4 * 500) * DAY_MS - Math.floor(next() * 36_000_000) - 3_600_000);
    return {
      ...person,
      entity,
      emailKey: emailKey(person.email),
      phoneE164: person.phone ? phoneNumber(person.phone, person.country) : null,
      birthday: next() > 0.6 ? new Date(Date.UTC(1950 + Math.floor(next() * 52), Math.floor(next() * 12), 1 + Math.floor(next() * 28))) : null,
      source: sources[Math.floor(next() * sources.length)] ?? null,
      consentState,
      consentAt: consentState === 'unknown' ? null : createdAt,
      ownerId: owners[Math.floor(next() * owners.length)]?.id ?? null,
      createdAt,
      updatedAt: createdAt,
    };
  };

  const contacts = [...crowd(285, 1), ...oddPeople].map(toRow('contact'));
  const leads = crowd(40, 400).map(toRow('lead'));
  const customers = crowd(60, 500).map(toRow('customer'));
  const made = await db.prisma.crmRecord.createManyAndReturn({
    data: [...contacts, ...leads, ...customers],
    select: { id: true, consentState: true, consentAt: true, createdAt: true },
  });
  await db.prisma.consent.createMany({
    data: made.flatMap((record) =>
      record.consentAt === null
        ? []
        : [{
            recordId: record.id,
            state: record.consentState,
            text: record.consentState === 'given' ? 'Yes, send me news about the collection by e-mail.' : 'Unsubscribe me.',
            origin: 'form',
            consentAt: record.consentAt,
            recordedAt: record.consentAt,
          }],
    ),
  });
  await db.prisma.recordChange.createMany({
    data: made.map((record) => ({ recordId: record.id, field: 'created', origin: 'demo data', at: record.createdAt })),
  });
}
