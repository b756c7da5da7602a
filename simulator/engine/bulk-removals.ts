import { playEvent, scheduleEvent } from './events';
import { Failure } from './failure';
import { emptyBook, isMember, removeMembers } from './members';
import type { World } from './world';

export interface Removal {
  id: string;
  status: 'Started' | 'Completed' | 'Failed';
}

interface RemovalBody {
  book: number;
  /** Nothing means everyone. */
  contacts: number[] | null;
  /** Set by a fault: only this share goes, or the end never comes. */
  share?: number;
  endless?: boolean;
}

/** Ids that are not in the book are passed over, or by a switch make all of it fail. */
export function startRemoval(world: World, account: number, body: RemovalBody): Removal {
  const id = world.nextGuid();
  world.store.run(
    "INSERT INTO jobs (id, account, kind, status, created, body) VALUES (?, ?, 'removal', 'Started', ?, ?)",
    id,
    account,
    world.now(),
    JSON.stringify(body),
  );
  if (!body.endless)
    scheduleEvent(world, world.now() + world.settings.deletionSeconds * 1000, 'removal', { id, ...body });
  return { id, status: 'Started' };
}

export function getRemoval(world: World, account: number, id: string): Removal {
  const removal = world.store.row<Removal>(
    "SELECT id, status FROM jobs WHERE id = ? AND account = ? AND kind = 'removal'",
    id.toLowerCase(),
    account,
  );
  if (!removal) throw new Failure(404, 'ERROR_PARAMETER_INVALID', 'The deletion does not exist.');
  return removal;
}

playEvent<RemovalBody & { id: string }>('removal', (world, { id, book, contacts, share }) => {
  if (
    contacts !== null &&
    world.settings.bulkRemovalStranger === 'failed' &&
    contacts.some((contact) => !isMember(world, book, contact))
  ) {
    world.store.run("UPDATE jobs SET status = 'Failed' WHERE id = ?", id);
    return;
  }
  if (contacts === null) emptyBook(world, book);
  else
    removeMembers(
      world,
      book,
      share === undefined ? contacts : contacts.slice(0, Math.floor(contacts.length * share)),
    );
  world.store.run("UPDATE jobs SET status = 'Completed' WHERE id = ?", id);
});
