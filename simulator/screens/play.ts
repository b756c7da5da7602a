import { playDueEvents } from '../engine/events';
import { stepClock, stepToTheEnd } from '../engine/life';
import type { World } from '../engine/world';

export const dayMilliseconds = 24 * 3600 * 1000;

/** Moves the clock on and plays what falls due on the way. */
export function playOn(world: World, milliseconds: number): void {
  stepClock(world, Math.max(0, Math.round(milliseconds)));
  world.saveClock();
  playDueEvents(world, world.clock.now());
}

/** When the last thing happens that is known to happen: of one campaign, or of everything. */
export function lastDue(world: World, campaign?: number): number | undefined {
  const sql =
    campaign === undefined
      ? 'SELECT max(due) AS n FROM events'
      : "SELECT max(due) AS n FROM events WHERE kind LIKE 'mail.%' AND json_extract(body, '$.campaign') = ?";
  return world.store.number(sql, ...(campaign === undefined ? [] : [campaign])) || undefined;
}

/** What happens may bring about more; it is played as well, but not for ever. */
export function playToTheEnd(world: World, campaign?: number): void {
  for (let round = 0; round < 10; round++) {
    const step = stepToTheEnd(world, campaign);
    if (step === undefined) return;
    playOn(world, step + 1);
  }
}
