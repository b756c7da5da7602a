import type { Actor } from '../actor';
import { readingOnly, type Context } from '../context';
import type { Db } from '../db';
import { AppError } from '../errors';
import { openLookout, type Lookout } from './lookout';
import { marksFor } from './marks-for';
import { readMoving, type Moving } from './read-moving';
import type { FollowInput, Marks } from './schemas';

const lookEveryMs = 700;
const maxFollowers = 1_000;
/** A person's tabs close their road while nobody looks at them; more than this is a program. */
const maxOfOnePerson = 12;

/** One look at the database per process, however many pages follow. */
const lookouts = new WeakMap<Db, Lookout<Moving[]>>();
const followers = new Map<string, number>();

/**
 * Tells how what is watched stands, now and whenever it stands otherwise, until it is ended. Only marks leave: what has changed is read
 * by the verbs that may. Changes nothing, holds nothing but its place.
 */
export function followChanges(
  ctx: Context,
  { watch }: FollowInput,
  tell: (marks: Marks) => void,
): () => void {
  const leave = takePlace(ctx.actor);
  const { actor } = readingOnly(ctx);
  let told = '';
  const end = lookoutOf(ctx).join((moving) => {
    const marks = marksFor(actor, watch, moving);
    const text = JSON.stringify(marks);
    if (text === told) return;
    told = text;
    tell(marks);
  });
  return () => {
    end();
    leave();
  };
}

function lookoutOf({ db, log }: Context): Lookout<Moving[]> {
  const lookout =
    lookouts.get(db) ??
    openLookout({
      look: () => readMoving(db),
      everyMs: lookEveryMs,
      onError: (error) => log.warn({ err: error }, 'what moves could not be read'),
    });
  lookouts.set(db, lookout);
  return lookout;
}

function takePlace(actor: Actor): () => void {
  const who = actor.kind === 'system' ? '' : actor.userId;
  const own = followers.get(who) ?? 0;
  const all = [...followers.values()].reduce((sum, count) => sum + count, 0);
  if (own >= maxOfOnePerson || all >= maxFollowers)
    throw new AppError('too_many', 'too many follow', {
      userMessage: 'Too many pages follow at once. This one is brought up to date when you reload it.',
      retryAfterSeconds: 30,
    });
  followers.set(who, own + 1);
  let isHere = true;
  return () => {
    if (!isHere) return;
    isHere = false;
    const left = (followers.get(who) ?? 1) - 1;
    if (left === 0) followers.delete(who);
    else followers.set(who, left);
  };
}
