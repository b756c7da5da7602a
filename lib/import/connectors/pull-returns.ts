import { findOldestRefusal, storeReturns } from '../../address-books';
import type { WireContact } from '../../dotdigital';
import { clearMarksOfReturned } from '../../marketing-lists';
import type { Pass } from '../pass';
import { pullScope } from '../pull-scope';

/** What one pass reads of the account: after a large import there everybody is modified, and the rest comes with later passes. */
const maxPages = 5;

/**
 * Who subscribed again for the whole account is in no book until an export puts them there: only the account's own list of changes
 * tells. The first read begins where the oldest state that we hold against someone does.
 */
export async function pullReturns(pass: Pass): Promise<void> {
  const { ctx, client, integrationId } = pass;
  const from = (await findOldestRefusal(ctx.db.prisma, integrationId)) ?? ctx.now();
  await pullScope<WireContact>(pass, {
    connector: 'contacts',
    scopeId: '',
    countAs: 'returns',
    maxPages,
    open: (since, options) => client.contactsModifiedSince(since ?? from, options),
    identity: ({ id }) => String(id),
    store: async (tx, rows) => {
      const emailKeys = await storeReturns(tx, { integrationId, rows, booksReadAt: pass.startedAt });
      await clearMarksOfReturned(tx, { integrationId, emailKeys, at: ctx.now() });
      return emailKeys.length;
    },
  });
}
