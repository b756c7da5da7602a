import { createHash } from 'node:crypto';
import type { Context } from '../../context';
import { displayName } from '../../crm';
import { Prisma, type Tx } from '../../db';
import { permit } from '../../permissions';
import { answersNaming } from '../person/answers-naming';
import { filesNaming } from '../person/files-naming';
import { isMentioned, mentions, spellingsOf } from '../person/mentions';
import { findPerson, personSql, type PersonRef } from '../person/person';
import { places } from '../person/places';
import { PersonAsked, type ErasurePreview, type PersonRecord, type PlaceCount } from '../schemas';

const { sql } = Prisma;

/** What would go, here and at Dotdigital. Changes nothing. */
export async function previewErasure(ctx: Context, raw: PersonAsked): Promise<ErasurePreview> {
  permit(ctx, 'privacy.write');
  const { prisma } = ctx.db;
  const person = await findPerson(prisma, PersonAsked.parse(raw));
  const spellings = spellingsOf([...person.emailKeys, ...person.emails]);
  const knownIn = new Set(person.contacts.map(({ integrationId }) => integrationId));
  const accounts = await prisma.integration.findMany({
    where: { deletedAt: null },
    orderBy: { id: 'asc' },
    select: { id: true, name: true, active: true },
  });
  const files =
    spellings.length === 0
      ? []
      : await prisma.$queryRaw<
          { name: string }[]
        >`SELECT f.file_name AS name ${filesNaming(spellings)} ORDER BY f.id`;
  return {
    shown: shownOf(person),
    records: await readRecords(prisma, person),
    addresses: person.emailKeys,
    places: await countPlaces(prisma, person),
    mentions: await countMentions(prisma, person, spellings),
    fileNames: files.map(({ name }) => name),
    accounts: accounts.map(({ id, name, active }) => ({
      id: String(id),
      name,
      active,
      knowsThem: knownIn.has(String(id)),
    })),
  };
}

/** Names the records and addresses that somebody has looked at. */
export const shownOf = ({ recordIds, emailKeys }: PersonRef): string =>
  createHash('sha256')
    .update(JSON.stringify([[...recordIds].sort(), [...emailKeys].sort()]))
    .digest('base64url');

export async function readRecords(tx: Tx, { recordIds }: PersonRef): Promise<PersonRecord[]> {
  const records = await tx.crmRecord.findMany({
    where: { id: { in: recordIds.map(BigInt) } },
    orderBy: { id: 'asc' },
  });
  return records.map((record) => ({
    id: String(record.id),
    entity: record.entity,
    name: displayName(record),
    email: record.email,
    isDeleted: record.deletedAt !== null,
    isMerged: record.mergedIntoId !== null,
  }));
}

async function countPlaces(tx: Tx, person: PersonRef): Promise<PlaceCount[]> {
  const own = personSql(person);
  const counts: PlaceCount[] = [];
  for (const { title, read, whose } of places)
    counts.push({ title, count: await countOf(tx, sql`${read} WHERE ${whose(own)}`) });
  return counts.filter(({ count }) => count > 0);
}

async function countMentions(
  tx: Tx,
  { recordIds }: PersonRef,
  spellings: readonly string[],
): Promise<PlaceCount[]> {
  const counts = new Map<string, number>();
  const add = (title: string, count: number): void => {
    if (count > 0) counts.set(title, (counts.get(title) ?? 0) + count);
  };
  add(
    'Kept answers of the REST API',
    await countOf(tx, sql`FROM idempotency_keys t WHERE ${answersNaming(recordIds, spellings)}`),
  );
  if (spellings.length > 0)
    for (const mention of mentions)
      add(
        mention.title,
        await countOf(
          tx,
          sql`${mention.read} WHERE ${isMentioned(mention, spellings)}${ofOthers(mention.table, recordIds)}`,
        ),
      );
  return [...counts].map(([title, count]) => ({ title, count }));
}

/** Their own rows are counted where they stand. */
export const ofOthers = (table: string, recordIds: readonly string[]): Prisma.Sql =>
  table === 'crm_records' ? sql` AND t.id <> ALL(${recordIds.map(BigInt)}::bigint[])` : Prisma.empty;

async function countOf(tx: Tx, from: Prisma.Sql): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count ${from}`;
  return row?.count ?? 0;
}
