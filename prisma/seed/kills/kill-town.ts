import type { Channel } from '@/lib/channel';
import type { NewcomerChoice } from '@/lib/connections/schemas';
import { openDotdigital } from '@/lib/integrations';
import { readConnections } from '../laws/connections';
import { connect } from '../laws/do-button';
import { listFields, makeLawWorld, type LawWorld, type Transport } from '../laws/law-world';
import type { LawBench } from '../laws/law-bench';
import { pass } from '../laws/run-engines';
import { setMappingRows } from '../mapping-rows';
import { knownAs, type ContactThere, type KnownAs } from './known-as';
import { settleWave } from './settle-wave';

/** A book in step with its list, whose waves carry a batch of every kind, and a file of every policy. */
export type KillTown = { world: LawWorld; connectionId: bigint; known: KnownAs; round: number };

/** Each round takes two people out at most, and in a day only so many leave a book unasked. */
const guardPeople = 100;
/** After so many a town is left for a new one. */
export const roundsPerTown = 40;

const persons = [true, false, true, true];

export async function makeKillTown(
  bench: LawBench,
  transport: Transport,
  { newcomers = 'in_file', channel = 'email' }: { newcomers?: NewcomerChoice; channel?: Channel } = {},
): Promise<KillTown> {
  const setting = {
    onList: persons,
    second: false,
    inStep: true,
    saysNo: 'never',
    whoLeft: 'ask',
    strangers: 'leave',
    resubscribe: 'never',
    gate: false,
    agreed: persons,
    newcomers: 'in_file',
    newcomersPerHour: 100,
    guardPeople: 50,
    knownThere: persons.map(() => false),
    twoWay: null,
    neighbour: null,
  } as const;
  const world = await makeLawWorld(bench, setting, transport);
  const { engine, integrationId } = world;
  // Whoever asks the account where it lives is sent the same way again.
  const [account] = await bench.control<{ id: number }[]>('/accounts');
  await bench.control(`/accounts/${account?.id}`, { endpoint: bench.killer.dotdigitalUrl }, 'PATCH');
  const client = await openDotdigital(engine, integrationId);
  await setMappingRows({ ctx: engine, integrationId, client }, [
    { name: 'FIRSTNAME', source: 'firstName' },
    { name: 'LASTNAME', source: 'lastName', settings: { empty: 'keep' } },
    { name: 'TOWN', source: 'city', settings: { empty: 'fill' } },
  ]);
  await client.close();
  const known = knownAs(channel, world.here);
  const { prisma } = engine.db;
  for (const [n, id] of world.records.entries())
    await prisma.crmRecord.update({ where: { id }, data: known.inRecord(known.person(n)) });
  await prisma.marketingList.update({
    where: { id: world.lists[0]?.id ?? 0n },
    data: { columns: [known.column, 'firstName'] },
  });
  await connect(world, 0, channel);
  const connectionId = (await readConnections(world))[0]?.id ?? 0n;
  const town = { world, connectionId, known, round: 0 };
  await settleWave(town, engine);
  await prisma.connection.update({
    where: { id: connectionId },
    data: { options: { newcomers, guardPeople } },
  });
  return town;
}

/** Whose address or number changes with each round. */
const moverAddress = ({ round }: KillTown): number => (round % 2 === 0 ? 3 : 4);
/** On the list in every second round, as the other one is in the others. */
const comesAndGoes = ({ round }: KillTown): number => (round % 2 === 0 ? 0 : 1);

/** Somebody joins, comes back, leaves, changes, is known otherwise and opts out; then it is time for the next wave. */
export async function beginRound(town: KillTown): Promise<void> {
  town.round += 1;
  const { world, round, known } = town;
  const { ctx, records, here } = world;
  const { prisma } = ctx.db;
  const change = (person: number, data: object) =>
    prisma.crmRecord.update({ where: { id: records[person] ?? 0n }, data });
  const field = listFields[0];
  for (const person of [0, 1])
    await change(person, { [field]: person === comesAndGoes(town) ? here : 'elsewhere' });
  await change(2, { firstName: `Name ${round}`, lastName: `Last ${round}` });
  await change(3, known.inRecord(known.person(moverAddress(town))));
  const before = known.inRecord(known.newcomer(round - 1));
  await prisma.crmRecord.updateMany({ where: before, data: known.optsOut });
  await prisma.crmRecord.create({
    data: { entity: 'contact', firstName: 'New', ...known.inRecord(known.newcomer(round)), [field]: here },
  });
  await pass(world, 241);
}

/** What the sandbox holds and what the run's rows say, once the round has settled. */
export async function readRound(town: KillTown) {
  const { world, connectionId, known, round } = town;
  const book = await world.bench.control<ContactThere[]>(
    `/state/address-books/${world.lists[0]?.dotdigitalId}/contacts`,
  );
  const all = await world.bench.control<ContactThere[]>('/state/contacts');
  const find = (who: string) => all.find((contact) => known.there(contact) === who);
  const changed = find(known.person(2))?.dataFields;
  const left = find(known.newcomer(round - 1));
  return {
    book: book.map(known.there).sort(),
    name: [changed?.FIRSTNAME, changed?.LASTNAME],
    moverId: known.isRenamed ? find(known.person(moverAddress(town)))?.id : null,
    optedOut: left !== undefined && known.optedOut(left),
    rowsWithoutOutcome: await world.ctx.db.prisma.plannedChange.count({
      where: { outcome: null, wave: { connectionId } },
    }),
  };
}

export type Round = Awaited<ReturnType<typeof readRound>>;

export const rightRound = (town: KillTown, moverId: Round['moverId']): Round => ({
  book: [
    ...[comesAndGoes(town), 2, moverAddress(town)].map(town.known.person),
    town.known.newcomer(town.round),
  ].sort(),
  name: [`Name ${town.round}`, `Last ${town.round}`],
  moverId,
  optedOut: town.round > 1,
  rowsWithoutOutcome: 0,
});
