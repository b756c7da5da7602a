import type { World } from '../world';
import { getCampaign, type Campaign } from './campaign';

/**
 * Makes a campaign look as if all members of a book got it and did something, without playing it: millions of rows
 * in seconds, for those who measure. The numbers hang together; nobody is unsubscribed by it.
 */
export function loadActivity(world: World, account: number, campaignId: number, book: number): Campaign {
  const campaign = getCampaign(world, account, campaignId);
  const now = world.now();
  const { store } = world;
  store.transaction(() => {
    store.run(
      `INSERT OR IGNORE INTO recipients (campaign, contact, email, isHtml, sent, touched, opens, clicks, firstOpened, lastOpened, firstIp)
       SELECT ?1, c.id, c.email, 1, ?2, ?2 + (c.id * 7919) % 86400000, c.id % 4, (c.id % 4 > 0) * (c.id % 5 = 0),
         CASE WHEN c.id % 4 > 0 THEN ?2 + (c.id * 7919) % 43200000 END, CASE WHEN c.id % 4 > 0 THEN ?2 + (c.id * 7919) % 43200000 + (c.id % 4 - 1) * 60000 END,
         CASE WHEN c.id % 4 > 0 THEN '192.0.2.' || (c.id % 250 + 1) END
       FROM members m JOIN contacts c ON c.id = m.contact WHERE m.book = ?3 AND c.email IS NOT NULL ORDER BY m.contact`,
      campaignId,
      now,
      book,
    );
    for (let nth = 1; nth <= 3; nth++) {
      store.run(
        `INSERT INTO opens (campaign, contact, at, client, clientVersion, ip, agent, isHtml, isForward)
         SELECT campaign, contact, firstOpened + ?2 * 60000, 'Gmail', '', firstIp, 'Mozilla/5.0', 1, 0 FROM recipients WHERE campaign = ?1 AND opens >= ?3`,
        campaignId,
        nth - 1,
        nth,
      );
    }
    store.run(
      `INSERT INTO clicks (campaign, contact, at, url, keyword, ip, agent)
       SELECT campaign, contact, firstOpened + 30000, 'https://www.northwind.example/tents', '', firstIp, 'Mozilla/5.0' FROM recipients WHERE campaign = ? AND clicks > 0`,
      campaignId,
    );
    store.run(
      "UPDATE campaigns SET status = 'Sent', sent = ?, touched = ? WHERE id = ?",
      now,
      now,
      campaign.id,
    );
    store.run(
      'INSERT OR REPLACE INTO campaignBooks (campaign, book, sent) VALUES (?, ?, ?)',
      campaign.id,
      book,
      now,
    );
  });
  return getCampaign(world, account, campaignId);
}
