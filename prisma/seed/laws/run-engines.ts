import type { FlowContext } from '@/lib/context';
import { compareWithBook, findDueComparisons, findDueConnections, pushConnection } from '@/lib/export';
import { findDueIntegrations, runImportPass } from '@/lib/import';
import { readConnections } from './connections';
import { noteThere, toControl } from './do-there';
import { freezeEngine, leasesRunOut } from './freeze-engine';
import { noteShut } from './judge-entries';
import { judgeRun } from './judge-run';
import type { LawWorld } from './law-world';
import { noteOurs, noteOursThere, noteRefusals, type Model } from './model';
import type { Fault, Run, There, Trouble } from './steps';
import { workOnNeighbour } from './neighbour';
import { judgeTowns } from './towns';
import { isAsking, readCalls, readChallenges, readTruth, type Truth } from './truth';

/** Time passes here and there alike, and for what the database remembers of limits by its own clock. */
export async function pass(world: LawWorld, seconds: number): Promise<void> {
  world.clock.now = new Date(world.clock.now.getTime() + seconds * 1000);
  await world.ctx.db.prisma.$executeRaw`
    UPDATE api_budgets SET reset_at = reset_at - make_interval(secs => ${seconds}::int)
    WHERE integration_id = ${world.integrationId}`;
  await world.bench.control('/clock', { now: world.clock.now.toISOString() });
}

/** The worker finds what is due and does it, in trouble or not; then the laws that hold at every moment are looked at. */
export async function runEngines(world: LawWorld, model: Model, step: Run, n: number): Promise<void> {
  await pass(world, step.after);
  const connections = await readConnections(world);
  for (const [list, connection] of connections.entries())
    if (connection && connection.state !== 'disconnected') noteOurs(model, list);
  const before = await readTruth(world);
  noteOursThere(model, before);
  noteShut(model, before, connections);
  const askedBefore = (await readChallenges(world)).length;
  await readCalls(world);
  const meanwhile = await begin(world, model, { trouble: step.trouble, before, n });
  const beside = world.neighbour ? workOnNeighbour(world.neighbour) : Promise.resolve();
  const calls = await workInTrouble(world, step).finally(() => beside);
  const { control } = world.bench;
  const metCall = meanwhile && calls.find(({ faultId }) => faultId?.startsWith(`${meanwhile.ruleId}#`));
  if (meanwhile) await control(`/faults/${meanwhile.ruleId}`, undefined, 'DELETE');
  const after = await readTruth(world);
  if (metCall) noteThere(model, meanwhile.step, n, { world, truth: before, known: [], isSure: false });
  noteRefusals(model, before);
  noteRefusals(model, after);
  await judgeTowns(world, model, after);
  judgeRun(world, model, {
    connections,
    before,
    after,
    calls,
    meanwhile: metCall ? { ...meanwhile.step, metAsking: isAsking(metCall) } : null,
    asked: (await readChallenges(world))
      .slice(askedBefore)
      .map(({ recipient }) => world.addressOf(recipient)),
  });
  for (const [list, connection] of (await readConnections(world)).entries())
    if (connection?.wave === null) model.approved[list] = false;
}

/** Answers the calls that were made. */
async function workInTrouble(world: LawWorld, { run, trouble }: Run): ReturnType<typeof readCalls> {
  if (trouble !== null && 'freeze' in trouble)
    return freezeEngine(world, trouble.freeze, {
      frozen: (goesOn) => work(world, world.killable, run, goesOn),
      another: () => work(world, world.ctx, run),
    });
  const { killer } = world.bench;
  const isToBeKilled = trouble !== null && 'kill' in trouble;
  try {
    await work(world, isToBeKilled ? world.killable : world.engine, run);
  } catch (error) {
    if (!killer.wasKilled()) throw error;
  }
  if (killer.heal().wasKilled) await buryEngine(world);
  return readCalls(world);
}

type Meanwhile = { step: There; ruleId: string };

/** Answers what somebody is going to do in the middle of it. */
async function begin(
  world: LawWorld,
  model: Model,
  { trouble, before, n }: { trouble: Trouble; before: Truth; n: number },
): Promise<Meanwhile | null> {
  const { control, killer } = world.bench;
  if (trouble === null || 'freeze' in trouble) return null;
  if ('kill' in trouble) {
    killer.arm({ when: trouble.kill, n: trouble.n });
    return null;
  }
  if ('fault' in trouble) {
    await control('/faults', { ...faultOf(world, trouble.fault), times: trouble.times });
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

/** Faults of files meet them on the road that they go by. */
const faultOf = ({ transport }: LawWorld, fault: Fault): object =>
  transport === 'v3' && 'route' in fault && fault.route === '*/contacts/import'
    ? { ...fault, route: '/contacts/v3/import', method: 'PUT' }
    : fault;

export async function buryEngine(world: LawWorld): Promise<void> {
  await world.bench.engineIsGone();
  await leasesRunOut(world);
}

/** `goesOn`: whether it begins with what is due next, once it is through with one thing. */
async function work(
  world: LawWorld,
  engine: FlowContext,
  which: Run['run'],
  goesOn: () => boolean = () => true,
): Promise<void> {
  const { ctx, integrationId, neighbour } = world;
  if (which !== 'export')
    for (const due of await findDueIntegrations(ctx))
      if (due.integrationId === integrationId && goesOn())
        await runImportPass(engine, integrationId, { trigger: 'schedule' });
  if (which !== 'import')
    for (const { connectionId } of await findDueConnections(ctx))
      if (connectionId !== neighbour?.connectionId && goesOn()) await pushConnection(engine, connectionId);
  if (which === 'both')
    for (const connectionId of await findDueComparisons(ctx))
      if (goesOn()) await compareWithBook(engine, connectionId);
}
