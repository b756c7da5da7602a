import type { FlowContext } from '@/lib/context';
import { pushConnection } from '@/lib/export';
import type { LawWorld } from '../laws/law-world';
import { pass } from '../laws/run-engines';
import { isOpenWave } from '@/lib/connections/live-connection';

/** More than any wave takes, whatever happened to it. */
const maxSlices = 200;

/** Slices until the wave under way has ended; `afterSlice` may end it earlier by answering true. */
export async function settleWave(
  { world, connectionId }: { world: LawWorld; connectionId: bigint },
  engine: FlowContext,
  afterSlice: () => Promise<boolean> | boolean = () => false,
): Promise<void> {
  const { prisma } = world.ctx.db;
  for (let slice = 0; slice < maxSlices; slice += 1) {
    await pushConnection(engine, connectionId).catch((error: unknown) => {
      if (!world.bench.killer.wasKilled()) throw error;
    });
    if (await afterSlice()) return;
    const open = await prisma.wave.count({
      where: { connectionId, ...isOpenWave },
    });
    if (open === 0) return;
    await pass(world, 6);
  }
  const { state, stateCode } = await prisma.connection.findUniqueOrThrow({ where: { id: connectionId } });
  const run = await prisma.syncRun.findFirst({ where: { connectionId }, orderBy: { id: 'desc' } });
  throw new Error(
    `the wave did not settle; connection ${state} ${stateCode}, run ${run?.state} ${run?.errorCode}: ${run?.errorMessage}`,
  );
}
