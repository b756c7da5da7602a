import { binContact } from '../contacts';
import { playEvent, scheduleEvent } from '../events';
import type { World } from '../world';
import { v3Failure } from './failure';
import { findByIdentifier, isIdentifier } from './find-by-identifier';

export interface DeleteState {
  status: 'NotStarted' | 'NotFinished' | 'Finished' | 'Failed';
  summary: {
    requestedContacts: number;
    deletedContacts: number;
    unknownContacts: number;
    invalidEntries: number;
  };
  deleted: unknown[];
  failures: { identifier: unknown; failures: { failureCode: string; description: string }[] }[];
}

const maxJobs = 25;

export function startDeleteV3(world: World, account: number, references: Record<string, unknown>[]): string {
  const running = world.store.number(
    "SELECT count(*) AS n FROM jobs WHERE account = ? AND kind = 'deleteV3' AND status <> 'Finished'",
    account,
  );
  if (running >= maxJobs)
    throw v3Failure(
      429,
      'contacts:tooManyBulkDeleteJobs',
      'Your bulk delete request cannot be accepted as too many bulk delete jobs are being processed for your account. Please wait for a bulk delete job to complete and then resubmit.',
    );
  const id = world.nextGuid();
  world.store.run(
    "INSERT INTO jobs (id, account, kind, status, created, body) VALUES (?, ?, 'deleteV3', 'NotStarted', ?, ?)",
    id,
    account,
    world.now(),
    JSON.stringify(references),
  );
  scheduleEvent(world, world.now() + world.settings.deletionSeconds * 1000, 'deleteV3', { id, account });
  return id;
}

export function readDeleteV3(
  world: World,
  account: number,
  id: string,
): { status: DeleteState['status']; result: DeleteState | undefined } {
  const job = world.store.row<{ status: DeleteState['status']; result: string | null }>(
    "SELECT status, result FROM jobs WHERE id = ? AND account = ? AND kind = 'deleteV3'",
    id.toLowerCase(),
    account,
  );
  if (!job) throw v3Failure(404, 'contacts:deleteNotFound', `The delete request '${id}' could not be found!`);
  return {
    status: job.status,
    result: job.result === null ? undefined : (JSON.parse(job.result) as DeleteState),
  };
}

playEvent<{ id: string; account: number }>('deleteV3', (world, { id, account }) => {
  const job = world.store.row<{ body: string }>('SELECT body FROM jobs WHERE id = ?', id);
  if (!job) return;
  const references = JSON.parse(job.body) as Record<string, unknown>[];
  const state: DeleteState = {
    status: 'Finished',
    summary: {
      requestedContacts: references.length,
      deletedContacts: 0,
      unknownContacts: 0,
      invalidEntries: 0,
    },
    deleted: [],
    failures: [],
  };
  for (const reference of references) {
    const [name = '', value] = Object.entries(reference)[0] ?? [];
    const readable = isIdentifier(name) && (typeof value === 'string' || typeof value === 'number');
    const contact = readable ? findByIdentifier(world, account, name, String(value)) : undefined;
    if (contact && contact.binned === 0) {
      binContact(world, contact);
      state.summary.deletedContacts += 1;
      state.deleted.push(reference);
    } else {
      state.summary[readable ? 'unknownContacts' : 'invalidEntries'] += 1;
      const failure = readable
        ? { failureCode: 'contactNotFound', description: 'The contact could not be found' }
        : { failureCode: 'invalidIdentifier', description: `Invalid identifier '${name}'` };
      state.failures.push({ identifier: reference, failures: [failure] });
    }
  }
  world.store.run("UPDATE jobs SET status = 'Finished', result = ? WHERE id = ?", JSON.stringify(state), id);
});
