import type { World } from './world';

type Play = (world: World, body: unknown) => void;

const players = new Map<string, Play>();

/** Says what happens when an event of that kind falls due. */
export function playEvent<B>(kind: string, play: (world: World, body: B) => void): void {
  players.set(kind, (world, body) => play(world, body as B));
}

export function scheduleEvent(world: World, due: number, kind: string, body: unknown): void {
  world.store.run(
    'INSERT INTO events (due, kind, body) VALUES (?, ?, ?)',
    Math.round(due),
    kind,
    JSON.stringify(body),
  );
  world.memo.delete('nextDue');
}

export function scheduleEvents(world: World, events: { due: number; kind: string; body: unknown }[]): void {
  const rows = events.map(({ due, kind, body }) => [Math.round(due), kind, JSON.stringify(body)]);
  world.store.run(
    'INSERT INTO events (due, kind, body) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)',
    JSON.stringify(rows),
  );
  world.memo.delete('nextDue');
}

interface EventRow {
  id: number;
  due: number;
  kind: string;
  body: string;
}

const batchSize = 500;

const playing = new WeakSet<World>();

/**
 * Plays everything that has fallen due, in order of time, each event at its own moment. What an event schedules
 * for a moment before `until` is played as well. Stops early when `mayGoOn` says so; tells whether all is done.
 */
export function playDueEvents(world: World, until: number, mayGoOn: () => boolean = () => true): boolean {
  // An event that asks for others to be played is itself one of them.
  if (playing.has(world)) return true;
  playing.add(world);
  try {
    while (nextDue(world) <= until) {
      if (!mayGoOn()) return false;
      playSafely(world, until, mayGoOn);
    }
    return true;
  } finally {
    playing.delete(world);
  }
}

/** An event that cannot be played is told of and dropped: it must not stand in the way of all that comes after it. */
function playSafely(world: World, until: number, mayGoOn: () => boolean): void {
  const progress: { current?: EventRow } = {};
  try {
    world.store.transaction(() => playBatch(world, until, mayGoOn, progress));
  } catch (error) {
    if (!progress.current) throw error;
    console.error(`The sandbox dropped an event: ${progress.current.kind} ${progress.current.body}`, error);
    world.store.run('DELETE FROM events WHERE id = ?', progress.current.id);
    world.memo.delete('nextDue');
  }
}

function playBatch(
  world: World,
  until: number,
  mayGoOn: () => boolean,
  progress: { current?: EventRow },
): void {
  const batch = world.store.rows<EventRow>(
    'SELECT id, due, kind, body FROM events WHERE due <= ? ORDER BY due, id LIMIT ?',
    until,
    batchSize,
  );
  world.memo.delete('nextDue');
  for (const [index, event] of batch.entries()) {
    progress.current = event;
    world.store.run('DELETE FROM events WHERE id = ?', event.id);
    const play = players.get(event.kind);
    if (!play) throw new Error(`Nobody plays events of the kind ${event.kind}`);
    world.at(event.due, () => play(world, JSON.parse(event.body)));
    const following = batch[index + 1];
    if (!mayGoOn()) break;
    // An event may have put another one before the rest of this batch: look again.
    if (following && !world.memo.has('nextDue') && nextDue(world) < following.due) return;
  }
  world.memo.delete('nextDue');
}

function nextDue(world: World): number {
  const known = world.memo.get('nextDue');
  if (typeof known === 'number') return known;
  const due =
    world.store.row<{ due: number }>('SELECT due FROM events ORDER BY due, id LIMIT 1')?.due ?? Infinity;
  world.memo.set('nextDue', due);
  return due;
}
