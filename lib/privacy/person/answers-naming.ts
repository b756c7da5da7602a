import { Prisma } from '../../db';

/** Kept answers of calls with an idempotency key, as `t`, that are about a person: by their address, or by the number of a record. */
export const answersNaming = (recordIds: readonly string[], spellings: readonly string[]): Prisma.Sql => {
  const marks = [
    ...spellings.map((one) => one),
    ...recordIds.flatMap((id) => [`"id":"${id}"`, `"recordid":"${id}"`, `"subjectid":"${id}"`]),
  ];
  const text = Prisma.sql`lower(coalesce(t.answer, '') || t.effect::text)`;
  return marks.length === 0
    ? Prisma.sql`FALSE`
    : Prisma.sql`(${Prisma.join(
        marks.map((one) => Prisma.sql`position(${one} IN replace(${text}, '": "', '":"')) > 0`),
        ' OR ',
      )})`;
};
