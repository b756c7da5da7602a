import type { Context } from './context';

/**
 * For a road that only reads. A viewer who is shown people gets, in one step, the right to read them and a database that knows them
 * masked alone: neither is there without the other, and on a road that changes something neither is.
 */
export function readingOnly<Ctx extends Context>(ctx: Ctx): Ctx {
  const { actor } = ctx;
  if (actor.kind !== 'person' || actor.seesPeople === undefined) return ctx;
  return { ...ctx, actor: { ...actor, seesPeople: 'masked' }, db: ctx.db.masked() };
}
