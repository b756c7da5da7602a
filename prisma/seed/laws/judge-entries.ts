import type { LawConnection } from './connections';
import { LawBroken } from './law-broken';
import { everyAddress, expected, isUnwanted, type Model } from './model';
import { isContactIn, type Truth } from './truth';

/** Before the engines' turn: whom nothing of it may put into a book. A wave under way may have been planned for whoever was wanted then. */
export function noteShut(model: Model, truth: Truth, connections: (LawConnection | null)[]): void {
  for (const [list, connection] of connections.entries()) {
    const out = everyAddress.filter((address) => expected(model, truth, list, address).is === 'out');
    const shut = model.shut[list] ?? new Set();
    model.shut[list] = new Set(connection?.wave ? out.filter((address) => shut.has(address)) : out);
  }
}

/** Before an undo, which goes against the list: who may not be put back is whoever does not want to be. */
export function noteShutToUndo(model: Model, truth: Truth, list: number): void {
  model.shut[list] = new Set(everyAddress.filter((address) => isUnwanted(model, truth, list, address)));
}

/** L2: nobody comes into a book who had to be out of it when the wave was planned, and still has to. */
export function judgeEntries(
  { shut }: Model,
  { before, after, meanwhile }: { before: Truth; after: Truth; meanwhile: { address: number } | null },
): void {
  for (const [list, people] of after.books.entries())
    for (const address of people) {
      const wasIn = isContactIn(before, list, after.contacts.get(address)?.id);
      if (shut[list]?.has(address) && !wasIn && meanwhile?.address !== address)
        throw new LawBroken('L2', `a${address} should be out of book ${list} and was put into it`);
    }
}
