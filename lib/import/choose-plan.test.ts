import { describe, expect, it } from 'vitest';
import { choosePlan, healedSince } from './choose-plan';
import { decideRead } from './campaigns-to-read';
import type { Cursor } from './import-cursor';

const now = new Date('2026-11-21T10:00:00Z');
const minutes = (n: number): Date => new Date(now.getTime() + n * 60_000);
const cursor = (change: Partial<Cursor> = {}): Cursor => ({
  connector: 'opens',
  scopeId: '7',
  since: null,
  position: {},
  lastSuccessAt: null,
  ...change,
});

describe('what a read asks for', () => {
  it('is everything the first time, then what changed since, with half an hour read again', () => {
    expect(choosePlan(cursor(), { now, everything: false, overlapMinutes: 35 }).since).toBeNull();
    expect(
      choosePlan(cursor({ since: minutes(-4) }), { now, everything: false, overlapMinutes: 35 }).since,
    ).toEqual(minutes(-39));
    expect(
      choosePlan(cursor({ since: minutes(-4) }), { now, everything: true, overlapMinutes: 35 }).since,
    ).toBeNull();
  });

  it('is the rest of what was cut off, unless that is a day old', () => {
    const position = {
      skip: 1_900,
      startedAt: minutes(-2),
      until: minutes(-2),
      since: minutes(-60),
      tail: ['9'],
    };
    expect(
      choosePlan(cursor({ since: minutes(-25), position }), { now, everything: false, overlapMinutes: 35 }),
    ).toMatchObject({
      skip: 1_900,
      since: minutes(-60),
      tail: ['9'],
    });
    expect(
      choosePlan(cursor({ position: { ...position, startedAt: minutes(-1_500) } }), {
        now,
        everything: false,
        overlapMinutes: 35,
      }).skip,
    ).toBe(0);
  });

  it('is more when the cursor is ahead of Dotdigital’s clock', () => {
    const plan = (since: Date) => ({ cursorSince: since, since });
    expect(healedSince(plan(minutes(-4)), now)).toBeUndefined();
    expect(healedSince(plan(minutes(60)), now)).toEqual(minutes(-3 * 24 * 60));
    expect(healedSince(plan(minutes(60 * 24 * 365)), now)).toBeNull();
  });
});

describe('whether a campaign’s rows are read', () => {
  const read = { covers: 'a', isRecent: true, differs: false, now };
  const covered = cursor({
    lastSuccessAt: minutes(-4),
    position: { covers: 'a', completeAt: minutes(-600) },
  });

  it('depends on its summary, and on time', () => {
    expect(decideRead(cursor(), read).read).toBe(true);
    expect(decideRead(covered, read).read).toBe(false);
    expect(decideRead(covered, { ...read, covers: 'b' })).toEqual({
      read: true,
      readEverything: false,
      repairs: 0,
    });
    expect(decideRead({ ...covered, lastSuccessAt: minutes(-61) }, read).read).toBe(true);
    expect(decideRead({ ...covered, lastSuccessAt: minutes(-61) }, { ...read, isRecent: false }).read).toBe(
      false,
    );
  });

  it('is everything, a few times, when our count differs though nothing moved', () => {
    expect(decideRead(covered, { ...read, differs: true })).toEqual({
      read: true,
      readEverything: true,
      repairs: 1,
    });
    expect(
      decideRead({ ...covered, position: { ...covered.position, repairs: 3 } }, { ...read, differs: true })
        .read,
    ).toBe(false);
  });
});
