import { LawBroken } from './law-broken';
import type { LawWorld } from './law-world';
import { candidates, expected, type Model, type Town } from './model';
import { addressCount } from './steps';
import type { Truth } from './truth';

const nowhere: Town = { here: null, there: null };

export function noteMove(model: Model, address: number, move: Partial<Town>): void {
  model.towns.set(address, { ...(model.towns.get(address) ?? nowhere), ...move });
}

/** What both sides say once they say the same; null: either may be right. */
function rightTown({ twoWay }: LawWorld['setting'], { here, there }: Town): string | null {
  if (here === null || there === null) return here ?? there;
  return twoWay === 'newest' ? null : twoWay === 'crm' ? here : there;
}

type Said = { address: number; here: string; there: string; town: Town };

/** L1, both ways: where both sides agree, nobody's move was lost but by the rule of the row. */
export async function judgeTowns(world: LawWorld, model: Model, truth: Truth): Promise<void> {
  for (const { address, here, there, town } of await readTowns(world, model, truth)) {
    if (here !== there) continue;
    const right = rightTown(world.setting, town);
    if (right !== null && right !== here)
      throw new LawBroken('L1', `a${address} lives in “${here}” on both sides, and should in “${right}”`);
    model.towns.set(address, nowhere);
  }
}

export async function judgeTownsAtRest(world: LawWorld, model: Model, truth: Truth): Promise<void> {
  for (const { address, here, there } of await readTowns(world, model, truth))
    if (here !== there && expected(model, truth, 0, address).is === 'in')
      throw new LawBroken('L1', `a${address} lives in “${here}” here and in “${there}” there`);
}

/** Of people whose address was theirs alone from the beginning. */
async function readTowns(world: LawWorld, model: Model, truth: Truth): Promise<Said[]> {
  if (world.setting.twoWay === null) return [];
  const records = await world.ctx.db.prisma.crmRecord.findMany({
    where: { id: { in: world.records } },
    select: { id: true, city: true },
  });
  return Array.from({ length: addressCount }, (_, address) => address).flatMap((address) => {
    const contact = truth.contacts.get(address);
    const record = records.find(({ id }) => id === world.records[address]);
    const isClear = !model.unclear.has(address) && candidates(model, 0, address).length === 1;
    if (!contact || !record || !isClear || !truth.books[0]?.has(address)) return [];
    return {
      address,
      here: record.city ?? '',
      there: String(contact.dataFields.TOWN ?? ''),
      town: model.towns.get(address) ?? nowhere,
    };
  });
}
