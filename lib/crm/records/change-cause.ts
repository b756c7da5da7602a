import { actorUserId } from '@/lib/actor';
import type { Context } from '@/lib/context';
import { Prisma } from '@/lib/db';
import type { BulkUndo } from '../bulk/bulk-schemas';
import type { CrmEntity } from '../fields/entity';

/** Which lines of record_changes a step wrote. */
export type Told = { changed: number; first: bigint | null; last: bigint | null };

/** What record_changes names as the cause of a change by a person. */
export const causeOf = (ctx: Pick<Context, 'actor'>): string | null =>
  actorUserId(ctx.actor)?.toString() ?? null;

/** The account of Dotdigital that the run which caused a change read; NULL: another cause. */
export const accountOfRun = (origin: Prisma.Sql, cause: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  SELECT n.name FROM sync_runs s JOIN integrations n ON n.id = s.integration_id
  WHERE s.id = CASE WHEN ${origin} = 'dotdigital' AND ${cause} ~ '^[0-9]{1,18}$' THEN ${cause}::bigint END)`;

/** What takes a step back: the lines of record_changes that it wrote. */
export const undoOf = (
  kind: BulkUndo['kind'],
  entity: CrmEntity,
  told: Told | undefined,
  at: Date,
): BulkUndo | null =>
  told && told.first !== null && told.last !== null
    ? { kind, entity, firstId: String(told.first), lastId: String(told.last), at: at.toISOString() }
    : null;
