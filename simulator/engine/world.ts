import { Clock, type ClockState } from './clock';
import { guidFrom, randomStream } from './random';
import { changeSettings, settingsSchema, type Settings } from './settings';
import { Store } from './store';
import { firstIds } from './schema';

/** All that the engine needs: memory, time, chance and switches. */
export interface World {
  store: Store;
  clock: Clock;
  settings: Settings;
  seed: number;
  /** The time that counts for what is being done now: that of the event being played, else the clock's. */
  now(): number;
  nextGuid(): string;
  changeSettings(change: Record<string, unknown>): void;
  saveClock(): void;
  /** Runs work as if it happened at that time. */
  at<T>(time: number, work: () => T): T;
  /** Facts that follow from the store and are kept only for speed. */
  memo: Map<string, unknown>;
  close(): void;
}

export interface WorldOptions {
  file?: string;
  seed?: number;
  realTime?: () => number;
}

export function openWorld({ file, seed, realTime }: WorldOptions): World {
  const store = new Store(file);
  const saved = readMeta<{ seed: number; guids: number }>(store, 'world');
  const clockState = readMeta<ClockState>(store, 'clock');
  let guids = saved?.guids ?? 0;
  let playing: number | undefined;

  const world: World = {
    store,
    clock: new Clock(realTime, clockState),
    settings: settingsSchema.parse(readMeta(store, 'settings') ?? {}),
    seed: saved?.seed ?? seed ?? 1,
    memo: new Map(),
    now: () => playing ?? world.clock.now(),
    at(time, work) {
      const before = playing;
      playing = time;
      try {
        return work();
      } finally {
        playing = before;
      }
    },
    nextGuid() {
      guids += 1;
      writeMeta(store, 'world', { seed: world.seed, guids });
      return guidFrom(randomStream(world.seed, 'guid', guids));
    },
    changeSettings(change) {
      world.settings = changeSettings(world.settings, change);
      writeMeta(store, 'settings', world.settings);
    },
    saveClock: () => writeMeta(store, 'clock', world.clock.state),
    close: () => store.close(),
  };
  store.onRollback = () => world.memo.clear();
  if (!saved) {
    for (const [table, first] of Object.entries(firstIds))
      store.run('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)', table, first);
    writeMeta(store, 'world', { seed: world.seed, guids });
  }
  return world;
}

export function readMeta<T>(store: Store, key: string): T | undefined {
  const row = store.row<{ value: string }>('SELECT value FROM meta WHERE key = ?', key);
  return row ? (JSON.parse(row.value) as T) : undefined;
}

export function writeMeta(store: Store, key: string, value: unknown): void {
  store.run(
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    key,
    JSON.stringify(value),
  );
}
