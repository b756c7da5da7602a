import type { Actor } from '../../actor';
import { ownsList, visibleMarketing, type Context } from '../../context';
import { Prisma, type Tx } from '../../db';
import { AppError, conflict, notFound, stale } from '../../errors';

export type FoundMarketing = {
  id: bigint;
  name: string;
  code: string;
  description: string;
  version: number;
  ownerId: bigint | null;
  ownerName: string | null;
  mergedIntoId: bigint | null;
  mergedIntoName: string | null;
};

type Asker = Pick<Context, 'actor'>;

/** Marketing campaigns by their ids, locked in that order until the transaction ends; all of them and all to be seen, or not found. */
export async function lockMarketing(
  asker: Asker,
  tx: Tx,
  ids: readonly bigint[],
): Promise<Map<bigint, FoundMarketing>> {
  const wanted = [...new Set(ids)];
  const rows = await tx.$queryRaw<FoundMarketing[]>`
    SELECT m.id, m.name, m.code, m.description, m.version, m.owner_id AS "ownerId", u.name AS "ownerName", m.merged_into_id AS "mergedIntoId",
      a.name AS "mergedIntoName"
    FROM marketing_campaigns m LEFT JOIN users u ON u.id = m.owner_id LEFT JOIN marketing_campaigns a ON a.id = m.merged_into_id
    WHERE m.id = ANY(${wanted}::bigint[]) AND ${visibleMarketing(asker)} ORDER BY m.id FOR UPDATE OF m`;
  if (rows.length !== wanted.length) throw notFound('marketing campaign');
  return new Map(rows.map((row) => [row.id, row]));
}

/** As for lists (decision 16): its owner and admins change it, one of nobody everyone who works with campaigns. */
export const mayChangeMarketing = (actor: Actor, { ownerId }: { ownerId: bigint | null }): boolean =>
  ownerId === null || ownsList(actor, { ownerId });

/** Throws where it belongs to somebody else, was merged, or is not at the version that was shown. */
export function requireOwn(
  { actor }: Pick<Context, 'actor'>,
  found: FoundMarketing | undefined,
  version?: number,
): FoundMarketing {
  if (!found) throw notFound('marketing campaign');
  if (!mayChangeMarketing(actor, found))
    throw new AppError('forbidden', 'marketing campaign of somebody else', {
      userMessage: `“${found.name}” belongs to ${found.ownerName ?? 'somebody else'}, so you can read it but not change it. Ask them or an admin.`,
    });
  if (found.mergedIntoId !== null)
    throw conflict(
      `“${found.name}” was merged into “${found.mergedIntoName ?? ''}”. Reload to see where it went.`,
    );
  if (version !== undefined && version !== found.version) throw stale('marketing campaign');
  return found;
}

/** What was shown of these is out of date. */
export const raiseVersions = (tx: Tx, ids: readonly bigint[]): Promise<number> =>
  tx.$executeRaw(
    Prisma.sql`UPDATE marketing_campaigns SET version = version + 1, updated_at = now() WHERE id = ANY(${[...ids]}::bigint[])`,
  );
