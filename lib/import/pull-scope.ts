import type { Tx } from '../db';
import type { Page } from '../dotdigital';
import { updatePhase } from '../sync-runs';
import { choosePlan, healedSince, type ReadPlan } from './choose-plan';
import { loadCursor, saveCursor, type Position } from './import-cursor';
import { addCount, store, type Pass } from './pass';
import { readShiftingPages } from './read-shifting-pages';
import { withoutErased } from './without-erased';
import type { Connector } from './schemas';

export type ReadInfo = {
  /** Everything is read, not only what changed. */
  isComplete: boolean;
  startedAt: Date;
};

export type Pull<Row> = {
  connector: Connector;
  /** '' for the account, else the address book's or campaign's Dotdigital id. */
  scopeId: string;
  open: (since: Date | null, options: { skip: number; overlap: number }) => AsyncIterable<Page<Row>>;
  identity: (row: Row) => string;
  /** Returns how many rows told something new. Rows may come twice. */
  store: (tx: Tx, rows: Row[], read: ReadInfo) => Promise<number>;
  /** In the transaction that ends the read. Returns further changes. */
  finish?: (tx: Tx, read: ReadInfo & { hasChanged: boolean }) => Promise<number>;
  /** Looks once more before the end of a complete read is believed. */
  confirmEnd?: (read: ReadInfo, readCount: number) => Promise<boolean>;
  readEverything?: boolean;
  /** Pages at a time; the rest is read by the next pass, behind them. */
  maxPages?: number;
  /** Name in the run's counts. */
  countAs: string;
  /** The two-way rows whose values are brought in: an unfinished read that brings others begins anew. */
  brings?: string;
  /** Where the next read begins at the latest; null: where this one began. */
  nextSince?: (tx: Tx, read: ReadInfo) => Promise<Date | null>;
  /** Kept with the cursor when the read ended. */
  remember?: Position;
};

const batchRows = 5_000;
const batchMs = 5_000;

/**
 * Reads one list of one connector to its end. Rows and cursor are stored in one transaction, so a pass that is killed anywhere
 * goes on behind what is stored; reading a row again is harmless. `since` only moves when the end was reached, to what
 * Dotdigital's clock said at the first page.
 */
export async function pullScope<Row>(
  pass: Pass,
  pull: Pull<Row>,
): Promise<{ readCount: number; changedCount: number }> {
  const key = { integrationId: pass.integrationId, connector: pull.connector, scopeId: pull.scopeId };
  const cursor = await loadCursor(pass.ctx.db.prisma, key, pass.ctx.now());
  const plan = choosePlan(cursor, {
    now: pass.ctx.now(),
    everything: pull.readEverything ?? false,
    overlapMinutes: pass.settings.overlapMinutes,
    brings: pull.brings,
  });
  try {
    return await readPlan(pass, pull, plan);
  } catch (error) {
    if (!(error instanceof CursorAhead)) throw error;
    pass.ctx.log.warn(
      { connector: pull.connector, scopeId: pull.scopeId },
      'cursor was ahead of Dotdigital’s clock; read again from earlier',
    );
    return readPlan(pass, pull, {
      ...plan,
      since: error.since,
      cursorSince: null,
      until: null,
      skip: 0,
      tail: [],
    });
  }
}

class CursorAhead extends Error {
  constructor(readonly since: Date | null) {
    super('the cursor is ahead of Dotdigital’s clock');
  }
}

async function readPlan<Row>(pass: Pass, pull: Pull<Row>, plan: ReadPlan) {
  const { ctx } = pass;
  const key = { integrationId: pass.integrationId, connector: pull.connector, scopeId: pull.scopeId };
  const read: ReadInfo = { isComplete: plan.since === null, startedAt: plan.startedAt };
  let { until, hasChanged } = plan;
  let waiting: Row[] = [];
  let storedAt = performance.now();
  let readCount = 0;
  let changedCount = 0;

  const storeRows = async (tx: Tx, rows: readonly Row[]): Promise<number> => {
    const welcome = await withoutErased(pass, tx, rows);
    return welcome.length === 0 ? 0 : pull.store(tx, welcome, read);
  };
  const flush = async (skip: number, tail: string[]): Promise<void> => {
    const rows = waiting;
    const change = await store(pass, async (tx) => {
      const changed = await storeRows(tx, rows);
      await saveCursor(tx, key, {
        since: plan.cursorSince,
        position: {
          ...plan.kept,
          skip,
          tail,
          startedAt: read.startedAt,
          since: plan.since ?? undefined,
          until: until ?? undefined,
          changed: hasChanged || changed > 0,
          brings: pull.brings,
        },
        finishedAt: null,
      });
      await updatePhase(ctx, tx, pass.runId, pull.connector, {
        done: pass.counts[`${pull.countAs}Read`] ?? 0,
      });
      return changed;
    });
    addCount(pass, pull.countAs, change);
    changedCount += change;
    hasChanged ||= change > 0;
    waiting = [];
    storedAt = performance.now();
  };

  const open = (options: { skip: number; overlap: number }) => pull.open(plan.since, options);
  let isOver = false;
  let pageCount = 0;
  let start = { skip: plan.skip, tail: plan.tail };
  while (!isOver) {
    for await (const page of readShiftingPages({ open, identity: pull.identity, start })) {
      if (until === null) {
        until = page.serverDate ?? ctx.now();
        const healed = healedSince(plan, until);
        if (healed !== undefined) throw new CursorAhead(healed);
      }
      readCount += page.rows.length;
      addCount(pass, `${pull.countAs}Read`, page.rows.length);
      addCount(pass, 'setAside', page.refused.length);
      if (page.refused.length > 0)
        ctx.log.warn(
          {
            connector: pull.connector,
            scopeId: pull.scopeId,
            rows: page.refused.length,
            reason: page.refused[0]?.reason,
          },
          'rows set aside',
        );
      waiting.push(...page.rows);
      start = { skip: page.nextSkip ?? page.skip, tail: page.tail };
      const isFull =
        waiting.length >= batchRows || (waiting.length > 0 && performance.now() - storedAt > batchMs);
      pageCount += 1;
      const isEnough = pageCount === pull.maxPages;
      if (page.nextSkip === null) continue;
      if (isFull || isEnough) await flush(page.nextSkip, page.tail);
      if (isEnough) return { readCount, changedCount };
    }
    isOver = !read.isComplete || pull.confirmEnd === undefined || (await pull.confirmEnd(read, readCount));
  }

  const last = waiting;
  const change = await store(pass, async (tx) => {
    const changed = await storeRows(tx, last);
    const further =
      pull.finish === undefined
        ? 0
        : await pull.finish(tx, { ...read, hasChanged: hasChanged || changed > 0 });
    await saveCursor(tx, key, {
      since: earlier(until, (await pull.nextSince?.(tx, read)) ?? null),
      position: {
        ...plan.kept,
        readAt: read.startedAt,
        ...(read.isComplete ? { completeAt: read.startedAt } : {}),
        ...pull.remember,
      },
      finishedAt: ctx.now(),
    });
    return changed + further;
  });
  addCount(pass, pull.countAs, change);
  return { readCount, changedCount: changedCount + change };
}

const earlier = (one: Date | null, other: Date | null): Date | null =>
  one !== null && other !== null && other < one ? other : one;
