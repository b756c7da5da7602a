import { actorUserId } from '../actor';
import type { Context } from '../context';
import { Prisma, type Tx } from '../db';
import { conflict, invalidInput } from '../errors';
import { parseTableQuery } from '../table-query';
import { bulkLimits, type BulkUndo, type RecordChoice } from './bulk-schemas';
import type { CrmEntity } from './entity';
import { recordConditions } from './record-search';
import { recordTableOptions } from './record-schemas';

export type Chosen = { entity: CrmEntity; choice: RecordChoice };

/** The chosen among the living records of an entity, as conditions over `r`. */
export function chosenConditions({ entity, choice }: Chosen): Prisma.Sql {
  if (choice.kind === 'matching') return recordConditions(entity, parseTableQuery(new URLSearchParams(choice.query), recordTableOptions));
  return Prisma.sql`r.entity = ${entity}::crm_entity AND r.deleted_at IS NULL AND r.id = ANY(${choice.ids.map(BigInt)}::bigint[])`;
}

/**
 * Gathers the chosen in the temporary table `chosen` (id) and locks them until the transaction ends. Throws when they are too many, and
 * when they are not as many as the person was shown: then something came in or went meanwhile.
 */
export async function gatherChosen(tx: Tx, input: Chosen & { expected: number }): Promise<number> {
  await tx.$executeRaw`CREATE TEMP TABLE chosen (id bigint PRIMARY KEY) ON COMMIT DROP`;
  await tx.$executeRaw`INSERT INTO chosen SELECT r.id FROM crm_records r WHERE ${chosenConditions(input)} LIMIT ${bulkLimits.matching + 1}`;
  await tx.$executeRaw`ANALYZE chosen`;
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM (SELECT r.id FROM crm_records r JOIN chosen c ON c.id = r.id WHERE r.deleted_at IS NULL ORDER BY r.id FOR UPDATE OF r) held`;
  const count = Number(row?.count ?? 0n);
  if (count > bulkLimits.matching) throw invalidInput('More than 100,000 are chosen, too many for one step. Narrow the grid with a filter and do it in parts.');
  if (input.expected !== count) {
    throw conflict(`It would now be ${count.toLocaleString('en')}, not ${input.expected.toLocaleString('en')}: somebody changed records meanwhile. Nothing was done; look again, then repeat it.`);
  }
  return count;
}

export type Told = { changed: number; first: bigint | null; last: bigint | null };

export const causeOf = (ctx: Pick<Context, 'actor'>): string | null => actorUserId(ctx.actor)?.toString() ?? null;

export const undoOf = (kind: BulkUndo['kind'], entity: CrmEntity, told: Told | undefined, at: Date): BulkUndo | null =>
  told && told.first !== null && told.last !== null ? { kind, entity, firstId: String(told.first), lastId: String(told.last), at: at.toISOString() } : null;
