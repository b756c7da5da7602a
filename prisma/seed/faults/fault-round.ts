import { beginRound, readRound, rightRound, type KillTown, type Round } from '../kills/kill-town';
import { settleWave } from '../kills/settle-wave';
import { readCalls } from '../laws/truth';
import type { FaultOfCall } from './fault-kinds';

export type FaultyRound = {
  /** Whether the wave made so many calls at all. */
  isReached: boolean;
  /** Whether the fault had anything to change there; the call that it struck. */
  struck: string | null;
  /** What the run was said to wait for or fail by, as long as it was under way; `no words`: a person would read nothing of it. */
  told: string[];
  ended: Round;
  right: Round;
};

/** One round in which the nth call to Dotdigital has this fault. */
export async function faultRound(town: KillTown, fault: FaultOfCall, nth: number): Promise<FaultyRound> {
  const { world, connectionId } = town;
  const { control } = world.bench;
  const { prisma } = world.ctx.db;
  const { moverId } = await readRound(town);
  await beginRound(town);
  await readCalls(world);
  const [rule] = await control<{ id: string }[]>('/faults', {
    kind: fault.kind,
    args: fault.args ?? {},
    nth,
    times: 1,
  });
  const told = new Set<string>();
  await settleWave(town, world.engine, async () => {
    const run = await prisma.syncRun.findFirstOrThrow({ where: { connectionId }, orderBy: { id: 'desc' } });
    if (run.errorCode !== null) told.add(run.errorMessage ? run.errorCode : 'no words');
    return false;
  });
  await control('/faults', undefined, 'DELETE');
  const calls = await readCalls(world);
  const hit = calls.find(({ faultId }) => faultId?.startsWith(`${rule?.id}#`));
  return {
    isReached: calls.length >= nth,
    struck: hit ? `${hit.method} ${hit.path.split('?')[0] ?? ''}` : null,
    told: [...told],
    ended: await readRound(town),
    right: rightRound(town, moverId),
  };
}
