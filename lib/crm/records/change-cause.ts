import { actorUserId } from '@/lib/actor';
import type { Context } from '@/lib/context';

/** Which lines of record_changes a step wrote. */
export type Told = { changed: number; first: bigint | null; last: bigint | null };

/** What record_changes names as the cause of a change by a person. */
export const causeOf = (ctx: Pick<Context, 'actor'>): string | null =>
  actorUserId(ctx.actor)?.toString() ?? null;
