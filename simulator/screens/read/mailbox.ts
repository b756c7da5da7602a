import type { World } from '../../engine/world';

export interface Mail {
  id: number;
  kind: string;
  recipient: string;
  sender: string;
  subject: string;
  html: string;
  plain: string;
  link: string | null;
  created: number;
}

export function listMailbox(
  world: World,
  account: number,
  page: { select: number; skip: number },
): { rows: Mail[]; total: number } {
  return {
    rows: world.store.rows<Mail>(
      'SELECT * FROM mailbox WHERE account = ? ORDER BY id DESC LIMIT ? OFFSET ?',
      account,
      page.select,
      page.skip,
    ),
    total: world.store.number('SELECT count(*) AS n FROM mailbox WHERE account = ?', account),
  };
}

export const findMail = (world: World, account: number, id: number): Mail | undefined =>
  world.store.row<Mail>('SELECT * FROM mailbox WHERE id = ? AND account = ?', id, account);
