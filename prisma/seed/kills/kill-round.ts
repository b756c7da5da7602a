import type { Kill } from '@/prisma/test-kill-proxy';
import { buryEngine } from '../laws/run-engines';
import { beginRound, readRound, rightRound, type KillTown, type Round } from './kill-town';
import { settleWave } from './settle-wave';

/** How many kills there were, and how it ended beside how it should have. */
export type KilledRound = { kills: number; ended: Round; right: Round };

/**
 * One round whose worker is killed at this message, and so is each that takes it up, so many times; then one is left alone. No kill: the
 * round ends before it has said so much.
 */
export async function killRound(town: KillTown, kill: Kill, times: number): Promise<KilledRound> {
  const { world } = town;
  const { killer } = world.bench;
  const { moverId } = await readRound(town);
  await beginRound(town);
  let kills = 0;
  while (kills < times) {
    killer.arm(kill);
    await settleWave(town, world.killable, killer.wasKilled);
    if (!killer.heal().wasKilled) break;
    await buryEngine(world);
    kills += 1;
  }
  await settleWave(town, world.engine);
  return { kills, ended: await readRound(town), right: rightRound(town, moverId) };
}
