import { findBook } from '../books';
import { randomStream, shuffle } from '../random';
import type { World } from '../world';
import type { Campaign } from './campaign';
import type { Recipient } from './plan-behaviour';
import type { SendRequest } from './send-campaign';

/** The books of a send; without any target it goes to everybody. */
export function booksOfSend(world: World, account: number, request: SendRequest): number[] {
  if (request.addressBookIds.length + request.contactIds.length > 0) return request.addressBookIds;
  const all = world.store.row<{ id: number }>(
    "SELECT id FROM books WHERE account = ? AND kind = 'all'",
    account,
  );
  return all ? [all.id] : [];
}

/** Subscribed people of the books, each address once, and nobody who had this campaign before. */
export function chooseRecipients(world: World, campaign: Campaign, request: SendRequest): Recipient[] {
  const books = booksOfSend(world, campaign.account, request);
  const everyone = books.some((book) => findBook(world, campaign.account, book)?.kind === 'all');
  const among = everyone
    ? 'c.account = ?1'
    : 'c.account = ?1 AND c.id IN (SELECT contact FROM members WHERE book IN (SELECT value FROM json_each(?3)) UNION SELECT value FROM json_each(?4))';
  const rows = world.store.rows<Recipient>(
    `SELECT c.id, c.email, c.emailType = 'Html' AS isHtml FROM contacts c
     WHERE ${among} AND c.binned = 0 AND c.status = 'Subscribed' AND c.email IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM recipients r WHERE r.campaign = ?2 AND r.contact = c.id) AND json_valid(?3) AND json_valid(?4)
     ORDER BY c.id`,
    campaign.account,
    campaign.id,
    JSON.stringify(books),
    JSON.stringify(request.contactIds),
  );
  return shuffle(randomStream(world.seed, 'recipients', campaign.id), rows);
}
