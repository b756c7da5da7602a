import { readConnections } from './connections';
import { LawBroken } from './law-broken';
import type { LawWorld } from './law-world';
import { addressCount } from './steps';
import { expected, isOptedOut, type Model } from './model';
import { judgeNewAddresses } from './new-addresses';
import { judgeTownsAtRest } from './towns';
import { readTruth, type Truth } from './truth';
import { openPhases } from '@/lib/connections/live-connection';

/** The laws that hold once all is quiet. */
export async function judgeRest(world: LawWorld, model: Model): Promise<void> {
  const truth = await readTruth(world);
  for (const [list, connection] of (await readConnections(world)).entries()) {
    if (connection?.state !== 'active') continue;
    for (let address = 0; address < addressCount; address += 1) judgeAddress(model, truth, list, address);
    judgeWishes(model, truth, list);
    if (list > 0) continue;
    await judgeTownsAtRest(world, model, truth);
    judgeNewAddresses(world, model, truth);
  }
  await judgeRows(world);
}

/** L1 and L2: the book holds exactly whom it should, with the values that it should. */
function judgeAddress(model: Model, truth: Truth, list: number, address: number): void {
  const { is, names } = expected(model, truth, list, address);
  const isIn = truth.books[list]?.has(address) ?? false;
  if (is !== 'either' && isIn !== (is === 'in'))
    throw new LawBroken(
      isIn ? 'L2' : 'L1',
      `a${address} should be ${is} of book ${list}`.replace('in of', 'in'),
    );
  const contact = truth.contacts.get(address);
  if (!isIn || is !== 'in') return;
  const held = String(contact?.dataFields.FIRSTNAME ?? '');
  if (!names.includes(held))
    throw new LawBroken('L1', `a${address} is called “${held}” there, and should be ${names.join(' or ')}`);
}

/** L4: a wish recorded here has reached Dotdigital, wherever it knew of the address in a book of ours. */
function judgeWishes(model: Model, truth: Truth, list: number): void {
  for (const address of truth.books[list] ?? [])
    if (isOptedOut(model, address)) throw new LawBroken('L4', `a${address} opted out and is mailed there`);
}

/** L6: every row of a wave that has ended has an outcome. */
async function judgeRows({ ctx, integrationId }: LawWorld): Promise<void> {
  const open = await ctx.db.prisma.plannedChange.count({
    where: {
      outcome: null,
      wave: { connection: { integrationId }, phase: { notIn: [...openPhases] } },
    },
  });
  if (open > 0) throw new LawBroken('L6', `${open} rows of ended waves have no outcome`);
}
