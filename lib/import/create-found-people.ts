import { findUnknownStrangers, noteFoundThere } from '../address-books';
import { effectiveOptions } from '../connections';
import { isLive } from '../connections/live-connection';
import { createFoundRecords } from '../crm';
import { erasedAmong } from '../erased';
import { addCount, store, type Pass } from './pass';

const perBatch = 500;

/**
 * Whoever is found only in a book becomes a record of the list's kind, where its connection says so (decision 84). Twice is once: whoever
 * has a record by then is known.
 */
export async function createFoundPeople(pass: Pass): Promise<void> {
  const connections = await pass.ctx.db.prisma.connection.findMany({
    where: { integrationId: pass.integrationId, ...isLive },
    include: { list: { select: { entity: true } } },
    orderBy: { id: 'asc' },
  });
  for (const { options, addressBookId, list } of connections) {
    if (effectiveOptions(options, pass.settings).strangers !== 'create') continue;
    let after: string | null = '';
    while (after !== null) {
      pass.ctx.signal.throwIfAborted();
      after = await createSome(pass, { addressBookId, entity: list.entity, after });
    }
  }
}

type Entity = Parameters<typeof createFoundRecords>[1]['entity'];

type Bite = { addressBookId: bigint; entity: Entity; after: string };

/** Answers behind whom it goes on; null: these were the last. */
const createSome = (pass: Pass, { addressBookId, entity, after }: Bite): Promise<string | null> =>
  store(pass, async (tx) => {
    const { ctx, integrationId, defaultOwnerId: ownerId } = pass;
    const book = { integrationId, addressBookId };
    const found = await findUnknownStrangers(tx, book, { after, limit: perBatch });
    const erased = await erasedAmong(ctx, tx, found);
    const emails = found.filter((key) => !erased.has(key));
    if (emails.length > 0) {
      await createFoundRecords(tx, { entity, emails, ownerId, causeId: String(pass.runId), at: ctx.now() });
      await noteFoundThere(tx, { addressBookId, emailKeys: emails });
      addCount(pass, 'created', emails.length);
    }
    return found.length === perBatch ? (found.at(-1) ?? null) : null;
  });
