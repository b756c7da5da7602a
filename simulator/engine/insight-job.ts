import { playEvent, scheduleEvent } from './events';
import { isHidden, isRelapsing, type ImportOrders } from './imports/import-record';
import { isLateRow } from './imports/hold-back';
import type { World } from './world';

export type JobStatus = 'NotStarted' | 'NotFinished' | 'Finished' | 'Failed';

interface Body<T> {
  collection: string;
  items: T[];
  orders: ImportOrders;
}

export interface InsightJob<T, F> extends Body<T> {
  id: string;
  status: JobStatus;
  faults: F[];
}

interface Part<T> {
  account: number;
  collection: string;
  items: T[];
}

/** An import of insight data, in the form of one version of the API: `write` stores documents and says what is wrong with some. */
export function defineInsightJob<T, F>(kind: string, write: (world: World, part: Part<T>) => F[]) {
  const find = (world: World, account: number, id: string): InsightJob<T, F> | undefined => {
    const row = world.store.row<{ status: JobStatus; created: number; body: string; result: string | null }>(
      'SELECT * FROM jobs WHERE id = ? AND account = ? AND kind = ?',
      id.toLowerCase(),
      account,
      kind,
    );
    if (!row) return undefined;
    const body = JSON.parse(row.body) as Body<T>;
    if (isHidden(world, { created: row.created, orders: body.orders })) return undefined;
    return {
      ...body,
      id: id.toLowerCase(),
      status: row.status,
      faults: JSON.parse(row.result ?? '[]') as F[],
    };
  };

  const end = (world: World, id: string, status: JobStatus, faults: F[] = []): void => {
    world.store.run(
      'UPDATE jobs SET status = ?, result = ? WHERE id = ?',
      status,
      JSON.stringify(faults),
      id,
    );
  };

  playEvent<{ id: string }>(`${kind}.begin`, (world, { id }) => {
    world.store.run("UPDATE jobs SET status = 'NotFinished' WHERE id = ?", id);
  });

  playEvent<{ id: string; account: number }>(`${kind}.end`, (world, { id, account }) => {
    const row = world.store.row<{ body: string }>('SELECT body FROM jobs WHERE id = ?', id);
    if (!row) return;
    const { collection, items, orders } = JSON.parse(row.body) as Body<T>;
    if (fails(orders)) return end(world, id, 'Failed');
    const { missingShare = 0, missingSeconds = 0 } = orders;
    const late = items.filter((_, i) => isLateRow(i, missingShare));
    if (late.length > 0)
      scheduleEvent(world, world.now() + missingSeconds * 1000, `${kind}.late`, {
        account,
        collection,
        items: late,
      });
    const onTime = items.filter((_, i) => !isLateRow(i, missingShare));
    end(world, id, 'Finished', write(world, { account, collection, items: onTime }));
  });

  playEvent<Part<T>>(`${kind}.late`, (world, part) => {
    write(world, part);
  });

  return {
    find,

    start(world: World, account: number, body: Body<T>): InsightJob<T, F> {
      const id = world.nextGuid();
      world.store.run(
        "INSERT INTO jobs (id, account, kind, status, created, body) VALUES (?, ?, ?, 'NotStarted', ?, ?)",
        id,
        account,
        kind,
        world.now(),
        JSON.stringify(body),
      );
      const { insightSeconds } = world.settings;
      const held = body.orders.status === 'NotFinished' ? (body.orders.holdSeconds ?? 0) : insightSeconds;
      scheduleEvent(world, world.now() + insightSeconds * 300, `${kind}.begin`, { id });
      scheduleEvent(world, world.now() + Math.max(insightSeconds, held) * 1000, `${kind}.end`, {
        id,
        account,
      });
      return { ...body, id, status: 'NotStarted', faults: [] };
    },
  };
}

/** Insight data knows no watchdog: whatever an import is refused for, it has failed. */
const fails = ({ status = 'Finished', afterHold }: ImportOrders): boolean =>
  status === 'NotFinished' ? afterHold === 'RejectedByWatchdog' : status !== 'Finished';

/** The status as it is told. */
export const readJobStatus = (
  world: World,
  { id, status, orders }: InsightJob<unknown, unknown>,
): JobStatus =>
  isRelapsing(world, { id, orders, active: status !== 'Finished' && status !== 'Failed' })
    ? 'NotFinished'
    : status;
