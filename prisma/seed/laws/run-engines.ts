import type { FlowContext } from '@/lib/context';
import { compareWithBook, findDueComparisons, findDueConnections, pushConnection } from '@/lib/export';
import { findDueIntegrations, runImportPass } from '@/lib/import';
import { readConnections } from './connections';
import { noteThere, toControl } from './do-there';
import { judgeRun } from './judge-run';
import type { LawWorld } from './law-world';
import { noteOurs, noteRefusals, type Model } from './model';
import type { Run, There, Trouble } from './steps';
import { judgeTowns } from './towns';
import { readCalls, readTruth, type Truth } from './truth';

/** Time passes here and there alike. */
export async function pass(world: LawWorld, seconds: number): Promise<void> {
  world.clock.now = new Date(world.clock.now.getTime() + seconds * 1000);
  await world.bench.control('/clock', { now: world.clock.now.toISOString() });
}

/** The worker finds what is due and does it, in trouble or not; then the laws that hold at every moment are looked at. */
export async function runEngines(world: LawWorld, model: Model, step: Run, n: number): Promise<void> {
  await pass(world, step.after);
  const connections = await readConnections(world);
  for (const [list, connection] of connections.entries())
    if (connection && connection.state !== 'disconnected') noteOurs(model, list);
  const before = await readTruth(world);
  await readCalls(world);
  const meanwhile = await begin(world, model, { trouble: step.trouble, before, n });
  try {
    await work(world, isToBeKilled(step) ? world.killable : world.engine, step.run);
  } catch (error) {
    if (!world.bench.killer.wasKilled()) throw error;
  }
  if (world.bench.killer.heal().wasKilled) await buryEngine(world);
  const calls = await readCalls(world);
  const { control } = world.bench;
  const hasHappened =
    meanwhile !== null && calls.some(({ faultId }) => faultId?.startsWith(`${meanwhile.ruleId}#`));
  if (meanwhile) await control(`/faults/${meanwhile.ruleId}`, undefined, 'DELETE');
  const after = await readTruth(world);
  if (hasHappened)
    noteThere(model, meanwhile.step, n, { setting: world.setting, truth: before, known: [], isSure: false });
  noteRefusals(model, before);
  noteRefusals(model, after);
  await judgeTowns(world, model, after);
  judgeRun(world, model, {
    connections,
    before,
    after,
    calls,
    meanwhile: hasHappened ? meanwhile.step : null,
  });
}

const isToBeKilled = ({ trouble }: Run): boolean => trouble !== null && 'kill' in trouble;

type Meanwhile = { step: There; ruleId: string };

/** Answers what somebody is going to do in the middle of it. */
async function begin(
  world: LawWorld,
  model: Model,
  { trouble, before, n }: { trouble: Trouble; before: Truth; n: number },
): Promise<Meanwhile | null> {
  const { control, killer } = world.bench;
  if (trouble === null) return null;
  if ('kill' in trouble) {
    killer.arm({ when: trouble.kill, n: trouble.n });
    return null;
  }
  if ('fault' in trouble) {
    await control('/faults', { ...trouble.fault, times: trouble.times });
    return null;
  }
  const call = toControl(world, model, { truth: before, step: trouble.meanwhile, n });
  if (call === null) return null;
  const [rule] = await control<{ id: string }[]>('/faults', {
    kind: 'meanwhile',
    nth: trouble.nth,
    times: 1,
    args: { do: [call] },
  });
  return rule ? { step: trouble.meanwhile, ruleId: rule.id } : null;
}

/** What the killed one held is nobody's any more, as it is half a minute later. */
export async function buryEngine({ bench, integrationId }: LawWorld): Promise<void> {
  await bench.engineIsGone();
  const { prisma } = bench.people;
  await prisma.$executeRaw`
    UPDATE import_leases SET lease_until = now() - interval '1 second' WHERE integration_id = ${integrationId}`;
  await prisma.$executeRaw`
    UPDATE waves SET lease_until = now() - interval '1 second'
    WHERE lease_owner IS NOT NULL AND connection_id IN (SELECT id FROM connections WHERE integration_id = ${integrationId})`;
}

async function work({ ctx, integrationId }: LawWorld, engine: FlowContext, which: Run['run']): Promise<void> {
  if (which !== 'export')
    for (const due of await findDueIntegrations(ctx))
      if (due.integrationId === integrationId)
        await runImportPass(engine, integrationId, { trigger: 'schedule' });
  if (which !== 'import')
    for (const { connectionId } of await findDueConnections(ctx)) await pushConnection(engine, connectionId);
  if (which === 'both')
    for (const connectionId of await findDueComparisons(ctx)) await compareWithBook(engine, connectionId);
}
