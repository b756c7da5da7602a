import type { Cursor, Position } from './import-cursor';

const unfinishedKeepsMs = 24 * 3_600_000;
const clockTolerance = 5 * 60_000;
const dayMs = 86_400_000;

export type ReadPlan = {
  /** null: everything. */
  since: Date | null;
  /** What the cursor keeps until the read has ended. */
  cursorSince: Date | null;
  skip: number;
  tail: readonly string[];
  startedAt: Date;
  /** Dotdigital's clock at the first page; null: not asked yet. */
  until: Date | null;
  hasChanged: boolean;
  /** What outlives the read in the cursor's position. */
  kept: Position;
};

/** What to read now: the rest of a read that was cut off, what changed since the last one, or everything. */
export function choosePlan(
  cursor: Cursor,
  input: { now: Date; everything: boolean; overlapMinutes: number; brings?: string | undefined },
): ReadPlan {
  const { position } = cursor;
  const kept: Position = {
    completeAt: position.completeAt,
    covers: position.covers,
    repairs: position.repairs,
    brought: position.brought,
    readAt: position.readAt,
  };
  const { startedAt } = position;
  const isFresh = startedAt !== undefined && input.now.getTime() - startedAt.getTime() < unfinishedKeepsMs;
  const isSameQuestion =
    (!input.everything || position.since === undefined) && (position.brings ?? '') === (input.brings ?? '');
  if (isFresh && isSameQuestion && position.until !== undefined) {
    return {
      since: position.since ?? null,
      cursorSince: cursor.since,
      skip: position.skip ?? 0,
      tail: position.tail ?? [],
      startedAt,
      until: position.until,
      hasChanged: position.changed ?? false,
      kept,
    };
  }
  const since =
    input.everything || cursor.since === null
      ? null
      : new Date(cursor.since.getTime() - input.overlapMinutes * 60_000);
  return {
    since,
    cursorSince: cursor.since,
    skip: 0,
    tail: [],
    startedAt: input.now,
    until: null,
    hasChanged: false,
    kept,
  };
}

/**
 * A cursor ahead of Dotdigital's clock has passed what it never saw. A little ahead (their clock went back): some days more are read;
 * far ahead: everything. undefined: nothing to heal.
 */
export function healedSince(
  plan: Pick<ReadPlan, 'cursorSince' | 'since'>,
  until: Date,
): Date | null | undefined {
  if (plan.since === null || plan.cursorSince === null) return undefined;
  const ahead = plan.cursorSince.getTime() - until.getTime();
  if (ahead <= clockTolerance) return undefined;
  return ahead <= 2 * dayMs ? new Date(until.getTime() - 3 * dayMs) : null;
}
