import type { LawConnection } from './connections';
import { LawBroken } from './law-broken';
import { candidates, type Model } from './model';
import { addressCount, type Setting } from './steps';

/** What every connection of these worlds is made with. */
export const guardPercent = 30;
const dayMs = 86_400_000;

type Left = {
  list: number;
  now: Date;
  setting: Setting;
  connection: LawConnection | null;
  inBook: Set<number>;
};

/**
 * L12: no more people than the guard allows leave a book within a rolling day without approval, in however many runs. `gone`: whom a run
 * took out just now.
 */
export function judgeGuard(
  model: Model,
  gone: number[],
  { list, now, setting, connection, inBook }: Left,
): void {
  const leftByUs = model.leftByUs[list];
  if (!leftByUs) return;
  for (const [address, at] of leftByUs)
    if (inBook.has(address) || at.getTime() <= now.getTime() - dayMs) leftByUs.delete(address);
  if (model.approved[list] || gone.length === 0) return;
  const isListEmpty = Array.from({ length: addressCount }, (_, address) => address).every(
    (address) => candidates(model, list, address).length === 0,
  );
  if (isListEmpty && connection?.wave === null)
    throw new LawBroken('L12', `the list is empty and ${gone.length} people left book ${list} unasked`);
  const before = leftByUs.size;
  for (const address of gone) leftByUs.set(address, now);
  // As many as a book can hold here: the guard counts those who are in it, and those who left within the day.
  const most = addressCount + before;
  if (leftByUs.size > setting.guardPeople && leftByUs.size * 100 > most * guardPercent)
    throw new LawBroken(
      'L12',
      `${leftByUs.size} people left book ${list} within a day and nobody approved it`,
    );
}
