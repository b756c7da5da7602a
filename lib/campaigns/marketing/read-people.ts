import { Prisma, type Tx } from '../../db';
import { peopleCountNames, type PeopleCounts } from '../figures';
import type { MarketingPeople } from '../schemas';
import { basisOf, countPeople, selectKept } from './people-sql';

const { sql } = Prisma;

/** So many recipients are counted while a page is asked for; more are counted by a job and kept. */
export const maxCountedAtOnce = 30_000;

type Kept = PeopleCounts & { countedAt: Date; isCurrent: boolean };

/**
 * The people of a marketing campaign, each once. Of many recipients the last count that was kept, with its time while something has
 * changed since; null before there is one.
 */
export async function readPeople(tx: Tx, marketingId: bigint, recipients: number): Promise<MarketingPeople> {
  const id = sql`${marketingId}`;
  if (recipients <= maxCountedAtOnce) {
    const [counts] = await tx.$queryRaw<PeopleCounts[]>(countPeople(id));
    return { counts: pick(counts), countedAt: null };
  }
  const [kept] = await tx.$queryRaw<Kept[]>`
    SELECT ${selectKept}, k.counted_at AS "countedAt", k.counted_of = ${basisOf(id)} AS "isCurrent"
    FROM marketing_campaign_people k WHERE k.marketing_campaign_id = ${marketingId}`;
  if (!kept) return { counts: null, countedAt: null };
  return { counts: pick(kept), countedAt: kept.isCurrent ? null : kept.countedAt.toISOString() };
}

const pick = (row: PeopleCounts | undefined): PeopleCounts =>
  Object.fromEntries(peopleCountNames.map((name) => [name, row?.[name] ?? 0])) as PeopleCounts;
