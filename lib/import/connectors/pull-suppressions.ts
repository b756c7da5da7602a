import { storeBookUnsubscribes, storeSuppressions } from '../../address-books';
import { beginningOfTime, contactStatuses, sendableStatuses, type WireSuppression } from '../../dotdigital';
import { markWhoMoved } from '../list-marks';
import type { Pass } from '../pass';
import { pullScope } from '../pull-scope';

const identity = (row: WireSuppression): string =>
  `${row.email.toLowerCase()} ${row.dateRemoved?.getTime() ?? ''}`;

/** Everyone Dotdigital won't mail, whatever the reason; from the beginning on the first run. */
export async function pullSuppressions(pass: Pass): Promise<void> {
  await pullScope<WireSuppression>(pass, {
    connector: 'suppressions',
    scopeId: '',
    countAs: 'suppressions',
    open: (since, options) => pass.client.suppressions(since ?? beginningOfTime, options),
    identity,
    store: async (tx, rows) => {
      const { applied } = await storeSuppressions(tx, {
        integrationId: pass.integrationId,
        rows: rows.map((row) => seen(pass, row, accountStatus(row))),
        keepsMembership: sendableStatuses,
        seenAt: pass.ctx.now(),
      });
      await markWhoMoved(tx, { integrationId: pass.integrationId, addressBookId: null, entries: applied });
      return applied.length;
    },
  });
}

/** People who left one book only; their account status is not touched. */
export async function pullBookUnsubscribes(
  pass: Pass,
  book: { id: bigint; dotdigitalId: number },
): Promise<void> {
  await pullScope<WireSuppression>(pass, {
    connector: 'book_unsubscribes',
    scopeId: String(book.dotdigitalId),
    countAs: 'bookUnsubscribes',
    open: (since, options) =>
      pass.client.bookUnsubscribes(book.dotdigitalId, since ?? beginningOfTime, options),
    identity,
    store: async (tx, rows) => {
      const { applied } = await storeBookUnsubscribes(tx, {
        integrationId: pass.integrationId,
        addressBookId: book.id,
        rows: rows.map((row) => seen(pass, row, 'Unsubscribed')),
        seenAt: pass.ctx.now(),
      });
      await markWhoMoved(tx, {
        integrationId: pass.integrationId,
        addressBookId: book.id,
        entries: applied,
      });
      return applied.length;
    },
  });
}

function seen(pass: Pass, row: WireSuppression, reason: string) {
  const now = pass.ctx.now();
  // A date far ahead would keep every later entry from counting.
  const at =
    row.dateRemoved !== null && row.dateRemoved.getTime() < now.getTime() + 86_400_000
      ? row.dateRemoved
      : now;
  return { id: row.contactId, email: row.email, reason, at };
}

/** The reason where it is one of Dotdigital's words, else the contact's own status; never one that could be mailed by mistake. */
function accountStatus({ reason, status }: WireSuppression): string {
  const known = [reason, status].find(
    (word) =>
      word !== null &&
      word !== 'Subscribed' &&
      Object.hasOwn(contactStatuses, word) &&
      word !== 'NotAvailableInThisVersion',
  );
  return known ?? 'Suppressed';
}
