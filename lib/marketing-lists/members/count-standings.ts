import { Prisma, type Tx } from '@/lib/db';
import { membersOf, standingOf } from '@/lib/standing';
import type { MemberState } from '../schemas';
import { channelOf, knownOfEveryone, memberState, type ListConnection } from './member-sql';

const { sql } = Prisma;

/** So many of a list's people have this state, for this reason; null: nothing keeps them from mail. */
export type Pile = { state: MemberState; code: string | null; count: bigint };

/** All of a list's people in one pass, by state and reason. */
export function countStandings(tx: Tx, listId: bigint, connection: ListConnection | null): Promise<Pile[]> {
  const known = knownOfEveryone(listId, connection);
  const facts = { code: sql`code`, failed: sql`failed`, present: sql`present` };
  return tx.$queryRaw<Pile[]>(sql`
    ${known.with}
    SELECT ${memberState(facts, connection !== null)} AS state, code, count(*) AS count
    FROM (SELECT ${standingOf(channelOf(connection))} AS code, b.present, failed.email_key AS failed FROM ${membersOf(listId)} ${known.joins} OFFSET 0) m
    GROUP BY 1, 2`);
}
