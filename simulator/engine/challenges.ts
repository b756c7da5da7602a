import type { World } from './world';

/** Puts a mail with a confirm link into the simulated mailbox; one address gets only so many. */
export function sendChallenge(
  world: World,
  contact: { id: number; account: number; email: string },
  challenge: {
    kind: 'resubscribe' | 'optIn';
    book?: number | undefined;
    redirect?: string | null | undefined;
  },
): void {
  const earlier = world.store.number('SELECT count(*) AS n FROM challenges WHERE contact = ?', contact.id);
  if (earlier >= world.settings.challengesPerAddress) return;
  const token = world.nextGuid();
  world.store.run(
    'INSERT INTO challenges (token, account, contact, kind, book, redirect, created) VALUES (?, ?, ?, ?, ?, ?, ?)',
    token,
    contact.account,
    contact.id,
    challenge.kind,
    challenge.book ?? null,
    challenge.redirect ?? null,
    world.now(),
  );
  world.store.run(
    "INSERT INTO mailbox (account, kind, recipient, sender, subject, html, plain, link, created) VALUES (?, ?, ?, '', 'Please confirm your subscription', '', '', ?, ?)",
    contact.account,
    challenge.kind,
    contact.email,
    `/confirm/${token}`,
    world.now(),
  );
}
