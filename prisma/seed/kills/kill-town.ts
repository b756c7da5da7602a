import type { NewcomerChoice } from '@/lib/connections/schemas';
import { emailKey } from '@/lib/email-key';
import { openDotdigital } from '@/lib/integrations';
import { readConnections } from '../laws/connections';
import { connect } from '../laws/do-button';
import { listFields, makeLawWorld, type LawWorld, type Transport } from '../laws/law-world';
import type { LawBench } from '../laws/law-bench';
import { pass } from '../laws/run-engines';
import { setMappingRows } from '../mapping-rows';
import { settleWave } from './settle-wave';

/** A book in step with its list, whose waves carry a batch of every kind, and a file of every policy. */
export type KillTown = { world: LawWorld; connectionId: bigint; round: number };

/** Each round takes somebody out, and in a day only fifty people leave a book unasked: after so many it is left for a new one. */
export const roundsPerTown = 40;

const persons = [true, false, true, true];

export async function makeKillTown(
  bench: LawBench,
  transport: Transport,
  newcomers: NewcomerChoice = 'in_file',
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
  await connect(world, 0);
  const connectionId = (await readConnections(world))[0]?.id ?? 0n;
  const town = { world, connectionId, round: 0 };
  await settleWave(town, engine);
  await engine.db.prisma.connection.update({ where: { id: connectionId }, data: { options: { newcomers } } });
  return town;
}

const newcomer = ({ world, round }: KillTown): string => `n${round}@${world.here}.example`;
/** Whose address changes with each round. */
const moverAddress = ({ round }: KillTown): number => (round % 2 === 0 ? 3 : 4);
/** On the list in every second round, as the other one is in the others. */
const comesAndGoes = ({ round }: KillTown): number => (round % 2 === 0 ? 0 : 1);

/** Somebody joins, comes back, leaves, changes, has another address and opts out; then it is time for the next wave. */
export async function beginRound(town: KillTown): Promise<void> {
  const before = newcomer(town);
  town.round += 1;
  const { world, round } = town;
  const { ctx, records, here, mail } = world;
  const { prisma } = ctx.db;
  const change = (person: number, data: object) =>
    prisma.crmRecord.update({ where: { id: records[person] ?? 0n }, data });
  const field = listFields[0];
  for (const person of [0, 1])
    await change(person, { [field]: person === comesAndGoes(town) ? here : 'elsewhere' });
  await change(2, { firstName: `Name ${round}`, lastName: `Last ${round}` });
  const address = mail(moverAddress(town));
  await change(3, { email: address, emailKey: emailKey(address) });
  await prisma.crmRecord.updateMany({ where: { email: before }, data: { consentState: 'withdrawn' } });
  await prisma.crmRecord.create({
    data: {
      entity: 'contact',
      firstName: 'New',
      email: newcomer(town),
      emailKey: emailKey(newcomer(town)),
      [field]: here,
    },
  });
  await pass(world, 241);
}

type Contact = { id: number; email: string; status: string; dataFields: Record<string, unknown> };

/** What the sandbox holds and what the run's rows say, once the round has settled. */
export async function readRound(town: KillTown) {
  const { world, connectionId, round } = town;
  const book = await world.bench.control<Contact[]>(
    `/state/address-books/${world.lists[0]?.dotdigitalId}/contacts`,
  );
  const all = await world.bench.control<Contact[]>('/state/contacts');
  const find = (email: string) => all.find((contact) => contact.email === email);
  const changed = find(world.mail(2))?.dataFields;
  return {
    book: book.map(({ email }) => email).sort(),
    name: [changed?.FIRSTNAME, changed?.LASTNAME],
    moverId: find(world.mail(moverAddress(town)))?.id,
    optedOut: find(`n${round - 1}@${world.here}.example`)?.status,
    rowsWithoutOutcome: await world.ctx.db.prisma.plannedChange.count({
      where: { outcome: null, wave: { connectionId } },
    }),
  };
}

export type Round = Awaited<ReturnType<typeof readRound>>;

export const rightRound = (town: KillTown, moverId: number | undefined): Round => ({
  book: [...[comesAndGoes(town), 2, moverAddress(town)].map(town.world.mail), newcomer(town)].sort(),
  name: [`Name ${town.round}`, `Last ${town.round}`],
  moverId,
  optedOut: town.round > 1 ? 'Unsubscribed' : undefined,
  rowsWithoutOutcome: 0,
});
