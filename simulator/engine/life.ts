import type { World } from './world';

/**
 * What people do takes the hours that it takes in life. While the clock runs by itself they live `pace` times faster than
 * it; a step of the clock is as long for them as it says. Deeds wait as events, so a step moves those that it does not reach.
 */
const isLife = "(kind LIKE 'mail.%' OR kind IN ('send.wave', 'send.waved'))";

/** When so many milliseconds of people's life from now have passed. */
export function afterLife(world: World, milliseconds: number): number {
  const now = world.now();
  if (world.clock.speed === 0) return now + milliseconds;
  const stepped = Math.min(milliseconds, Math.max(0, world.clock.stepsUntil - now));
  return now + stepped + (milliseconds - stepped) / world.settings.pace;
}

/** Moves the clock on, or back, by a step. */
export const stepClock = (world: World, milliseconds: number): void =>
  stepTo(world, world.clock.now() + milliseconds);

export function stepTo(world: World, time: number): void {
  const milliseconds = time - world.clock.now();
  const { pace } = world.settings;
  if (milliseconds > 0 && world.clock.speed > 0)
    moveLife(
      world,
      `CASE WHEN wait * ${pace} <= ${milliseconds} THEN wait * ${pace} ELSE ${milliseconds} + (wait * ${pace} - ${milliseconds}) / ${pace} END`,
    );
  world.clock.stepTo(time);
}

export function setSpeed(world: World, speed: number): void {
  const { pace } = world.settings;
  if (world.clock.speed === 0 && speed > 0) moveLife(world, `wait / ${pace}`);
  if (world.clock.speed > 0 && speed === 0) moveLife(world, `wait * ${pace}`);
  world.clock.setSpeed(speed);
}

/** How long a step must be until nothing is left to happen, in all or of one campaign; nothing when nothing is known to. */
export function stepToTheEnd(world: World, campaign?: number): number | undefined {
  const now = world.clock.now();
  const speedUp = world.clock.speed === 0 ? 1 : world.settings.pace;
  const scope = campaign === undefined ? '1' : "kind LIKE 'mail.%' AND json_extract(body, '$.campaign') = ?";
  const longest = world.store.number(
    `SELECT max((due - ?) * CASE WHEN ${isLife} THEN ? ELSE 1 END) AS n FROM events WHERE ${scope}`,
    now,
    speedUp,
    ...(campaign === undefined ? [] : [campaign]),
  );
  return longest ? Math.max(1, Math.ceil(longest)) : undefined;
}

const fates = ['bounced', 'opened', 'clicked', 'complained'];

/** Gives every deed to come another time; `wait` is how far off it is. */
function moveLife(world: World, wait: string): void {
  const now = world.clock.now();
  const moved = (column: string): string =>
    `CAST(${now} + ${wait.replaceAll('wait', `(${column} - ${now})`).replaceAll(' / ', ' * 1.0 / ')} AS INTEGER)`;
  world.store.transaction(() => {
    world.store.run(`UPDATE events SET due = ${moved('due')} WHERE due > ${now} AND ${isLife}`);
    for (const fate of fates)
      world.store.run(`UPDATE transactionalEmails SET ${fate} = ${moved(fate)} WHERE ${fate} > ${now}`);
  });
  world.memo.delete('nextDue');
}
