import { findByEmail, findContact, type Contact } from '../contacts';
import type { World } from '../world';

const plainMobile = (text: string): string => text.replace(/[^\d]/g, '');

export const isMobile = (text: string): boolean => /^\d{8,15}$/.test(plainMobile(text));
export const readMobile = (text: string): string => plainMobile(text);

/** Whether an account knows identifiers of that name; custom ones are not offered here. */
export const isIdentifier = (name: string): boolean => ['contactId', 'email', 'mobileNumber'].includes(name);

/** People in the recycle bin are found as well: whoever asks decides about them. */
export function findByIdentifier(
  world: World,
  account: number,
  identifier: string,
  value: string,
): Contact | undefined {
  if (identifier === 'email') return findByEmail(world, account, value);
  if (identifier === 'contactId')
    return /^\d{1,15}$/.test(value)
      ? (findContact(world, account, Number(value)) ?? findBinned(world, account, Number(value)))
      : undefined;
  if (identifier === 'mobileNumber')
    return world.store.row<Contact>(
      'SELECT * FROM contacts WHERE account = ? AND mobile = ?',
      account,
      readMobile(value),
    );
  return undefined;
}

function findBinned(world: World, account: number, id: number): Contact | undefined {
  return world.store.row<Contact>('SELECT * FROM contacts WHERE id = ? AND account = ?', id, account);
}
