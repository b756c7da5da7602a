import { listAccounts, type Account } from '../engine/accounts';
import { findByEmail, findContact, type Contact } from '../engine/contacts';
import { Failure, notFound } from '../engine/failure';
import type { World } from '../engine/world';

/** The account a control call is about: by id, else the first one. */
export function accountOf(world: World, id: unknown): Account {
  const accounts = listAccounts(world);
  const account =
    id === undefined || id === null ? accounts[0] : accounts.find((candidate) => candidate.id === Number(id));
  if (!account) throw new Failure(404, 'ERROR_UNKNOWN_ACCOUNT', 'Error:');
  return account;
}

/** A contact by id or by address. */
export function contactOf(world: World, account: number, key: string | number): Contact {
  const text = String(key);
  const contact = /^\d+$/.test(text)
    ? findContact(world, account, Number(text))
    : findByEmail(world, account, text);
  if (!contact) throw notFound('ERROR_CONTACT_NOT_FOUND');
  return contact;
}
