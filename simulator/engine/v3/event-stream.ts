import type { World } from '../world';
import { readType, type StreamEvent } from './event-sources';
import { v3Failure } from './failure';
import type { EventFilter, Subscription } from './subscriptions';
import { wildcard } from './wildcard';

/** A place in the stream: everything up to that time, and so many of the events at exactly that time, has been read. */
interface CheckPoint {
  at: number;
  seen: number;
}

export const writeCheckPoint = ({ at, seen }: CheckPoint): string =>
  Buffer.from(`${at}.${seen}`).toString('base64url');

export function readCheckPoint(text: string | undefined, from: number): CheckPoint {
  if (!text) return { at: from, seen: 0 };
  const match = /^(\d{1,15})\.(\d{1,9})$/.exec(Buffer.from(text, 'base64url').toString('utf8'));
  if (!match)
    throw v3Failure(
      400,
      'events:invalidCheckpoint',
      'The checkpoint passed is invalid and cannot be parsed.',
      [{ item: text, description: 'Invalid' }],
    );
  return { at: Number(match[1]), seen: Number(match[2]) };
}

/** What happened since the checkpoint, made from the facts themselves: nobody has to write events down. */
export function readEvents(
  world: World,
  account: number,
  subscription: Subscription,
  text: string | undefined,
  limit: number,
): { events: StreamEvent[]; checkPoint: string } {
  if (subscription.status === 'inactive') {
    throw v3Failure(
      409,
      'events:inactiveSubscription',
      'The subscription is set to inactive and therefore cannot be used.',
      [{ item: String(subscription.id), description: 'Inactive' }],
    );
  }
  const from = readCheckPoint(text, subscription.created);
  world.store.run('UPDATE subscriptions SET lastRead = ? WHERE id = ?', world.now(), subscription.id);
  const wanted = subscription.input.subscribedEventTypes;
  // The sort is stable: events of one instant keep the order of their kinds and sources, page after page.
  const types = [...new Set(wanted.map(({ eventType }) => eventType))];
  const found = types
    .flatMap((type) => readType(world, account, type, from.at, limit + from.seen))
    .sort((a, b) => a.processed - b.processed);
  const fresh = found.slice(from.seen);
  const page = fresh.slice(0, limit);
  const last = page.at(-1);
  const events = page.filter((event) => wanted.some((one) => matches(event, one)));
  if (!last) return { events: [], checkPoint: writeCheckPoint(from) };
  const seen = found
    .slice(0, from.seen + page.length)
    .filter(({ processed }) => processed === last.processed).length;
  return { events, checkPoint: writeCheckPoint({ at: last.processed, seen }) };
}

function matches(
  event: StreamEvent,
  { eventType, filters }: { eventType: string; filters?: EventFilter[] | undefined },
): boolean {
  if (event.type !== eventType) return false;
  return (filters ?? []).every(({ field, matchPattern, caseSensitive = true }) => {
    const value = event.data[field.replace(/^\$\.?/, '')];
    return (
      value !== undefined &&
      wildcard(matchPattern, caseSensitive).test(
        typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean),
      )
    );
  });
}
