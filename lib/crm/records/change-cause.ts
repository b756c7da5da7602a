import { actorUserId } from '@/lib/actor';
import type { Context } from '@/lib/context';
import type { BulkUndo } from '../bulk/bulk-schemas';
import type { CrmEntity } from '../fields/entity';

/** Which lines of record_changes a step wrote. */
export type Told = { changed: number; first: bigint | null; last: bigint | null };

/** What record_changes names as the cause of a change by a person. */
export const causeOf = (ctx: Pick<Context, 'actor'>): string | null =>
  actorUserId(ctx.actor)?.toString() ?? null;

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
