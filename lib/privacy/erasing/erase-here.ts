import { randomBytes } from 'node:crypto';
import { Prisma, type Tx } from '../../db';
import { answersNaming } from '../person/answers-naming';
import { filesNaming } from '../person/files-naming';
import {
  isMentioned,
  mentions,
  nobodysAddress,
  patternOf,
  spellingsOf,
  withoutMention,
} from '../person/mentions';
import { personSql, type PersonRef } from '../person/person';
import { places, type Nobody } from '../person/places';
import { blankLinks } from './blank-links';

const { sql } = Prisma;

/**
 * Everything of a person that is in this database goes, in the caller's transaction: rows about them, their address wherever it was
 * written, files that name them. Counts of statistics stay, about nobody. Twice is once. Answers how many rows of what.
 */
export async function eraseHere(tx: Tx, ref: PersonRef): Promise<Record<string, number>> {
  const person = personSql(ref);
  const spellings = spellingsOf([...ref.emailKeys, ...ref.emails]);
  const nobody = newNobody();
  const counts: Record<string, number> = {};
  const count = (name: string, rows: number): void => {
    if (rows > 0) counts[name] = (counts[name] ?? 0) + rows;
  };
  await tx.$executeRaw(blankLinks(person, spellings));
  await forgetSamples(tx, ref);
  for (const { table, whose, erase } of places) {
    const statement = typeof erase === 'function' ? erase(nobody) : erase;
    count(table, await tx.$executeRaw(sql`${statement} WHERE ${whose(person)}`));
  }
  if (ref.recordIds.length > 0 || spellings.length > 0)
    count(
      'idempotency_keys',
      await tx.$executeRaw`DELETE FROM idempotency_keys t WHERE ${answersNaming(ref.recordIds, spellings)}`,
    );
  if (spellings.length === 0) return counts;
  count('csv_import_chunks', await dropFiles(tx, spellings));
  count('record_changes', await dropMentionedChanges(tx, spellings));
  for (const mention of mentions) count('mentions', await tx.$executeRaw(withoutMention(mention, spellings)));
  await emptyQueue(tx, spellings);
  return counts;
}

/** Drawn anew each time and kept nowhere. */
function newNobody(): Nobody {
  const salt = randomBytes(8).toString('hex');
  return {
    emailKey: sql`${`${salt}-${nobodysAddress}`}`,
    contactId: sql`(-1 - (abs(hashtextextended(t.dotdigital_contact_id::text, ${BigInt(`0x${salt.slice(0, 15)}`)})) % 2000000000))::int`,
    recordId: sql`${-1n - BigInt(`0x${salt.slice(0, 12)}`)}::bigint`,
  };
}

/** What a look through a file kept as samples may be of anybody in it. */
const forgetSamples = (tx: Tx, { recordIds }: PersonRef): Promise<number> =>
  tx.$executeRaw`
    UPDATE csv_imports f SET profile = jsonb_set(f.profile, '{profile,columns}', '[]')
    WHERE f.profile #> '{profile,columns}' IS NOT NULL AND EXISTS (
      SELECT FROM csv_import_batches b CROSS JOIN unnest(${recordIds.map(BigInt)}::bigint[]) r(id)
      WHERE b.import_id = f.id AND (b.people @> r.id OR b.created @> r.id))`;

/** A file that waits for somebody to start it goes; whoever needs it uploads it without the person. */
async function dropFiles(tx: Tx, spellings: readonly string[]): Promise<number> {
  const files = await tx.$queryRaw<{ id: bigint }[]>`SELECT f.id ${filesNaming(spellings)} FOR UPDATE`;
  const ids = files.map(({ id }) => id);
  if (ids.length === 0) return 0;
  await tx.$executeRaw`DELETE FROM csv_import_chunks WHERE import_id = ANY(${ids}::bigint[])`;
  await tx.$executeRaw`
    UPDATE csv_imports SET state = 'cancelled', finished_at = now(), lease_until = NULL, profile = '{}',
      error = 'Somebody in the file was erased, so it is not kept. Upload it without them.'
    WHERE id = ANY(${ids}::bigint[]) AND state IN ('uploading', 'uploaded', 'queued', 'running')`;
  return ids.length;
}

/** Another record had the address once: undoing must not bring it back. */
const dropMentionedChanges = (tx: Tx, spellings: readonly string[]): Promise<number> => {
  const isIn = (column: 'before' | 'after'): Prisma.Sql =>
    isMentioned({ ...changeMention, column }, spellings);
  return tx.$executeRaw`DELETE FROM record_changes t WHERE (${isIn('before')}) OR (${isIn('after')})`;
};
const changeMention = {
  table: 'record_changes',
  title: '',
  json: true as const,
  read: sql`FROM record_changes t`,
  write: sql`UPDATE record_changes t`,
};

/** What ended jobs left behind: errors may tell of values. The queue belongs to pg-boss, and is there once a worker was. */
async function emptyQueue(tx: Tx, spellings: readonly string[]): Promise<void> {
  const pattern = patternOf(spellings);
  for (const table of ['pgboss.job', 'pgboss.archive']) {
    const [there] = await tx.$queryRaw<{ is: boolean }[]>`SELECT to_regclass(${table}) IS NOT NULL AS is`;
    if (there?.is === true)
      await tx.$executeRaw`DELETE FROM ${Prisma.raw(table)} t
        WHERE state::text IN ('completed', 'failed', 'cancelled') AND concat(t.data, t.output) ~* ${pattern}`;
  }
}
