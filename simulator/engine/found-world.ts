import { createAccount, listAccounts, saveApiUser, type Account } from './accounts';
import { createSystemBooks } from './books';
import { saveDataField, systemFields } from './data-fields';
import { saveOauthClient } from './oauth';
import { makePeople } from './people';
import { createSurvey } from './surveys';
import type { World } from './world';

export const demoApiUser = { email: 'apiuser-demo@apiconnector.com', password: 'sandbox-password' };
export const demoOauthClient = {
  id: 'sandbox-client',
  secret: 'sandbox-secret',
  name: 'A program on this machine',
};
export const overseasApiUser = { email: 'apiuser-demo-us@apiconnector.com', password: 'sandbox-password' };

/** Fills an empty world with its two accounts; leaves one that was kept from before as it is. */
export function foundWorld(world: World, contacts = 0): void {
  if (listAccounts(world).length > 0) return;
  world.store.transaction(() => {
    const home = openAccount(world, { name: 'Northwind Outdoor' });
    saveApiUser(world, { ...demoApiUser, account: home.id, description: 'Demo' });
    const overseas = openAccount(world, {
      name: 'Northwind Outdoor US',
      email: 'crm@us.northwind.example',
      region: 'r2',
      currency: 'USD',
      timezone: 'America/New_York',
      locale: 'en-US',
    });
    saveApiUser(world, { ...overseasApiUser, account: overseas.id, description: 'Demo in another region' });
    saveOauthClient(world, demoOauthClient);
    makePeople(world, home.id, contacts);
  });
}

/** An account with what every account has from its first day. */
export function openAccount(world: World, given: Partial<Account> & { name: string }): Account {
  const account = createAccount(world, given);
  createSystemBooks(world, account.id);
  for (const name of ['How did we do?', 'Newsletter sign-up form']) createSurvey(world, account.id, { name });
  for (const field of systemFields) saveDataField(world, account.id, field);
  const domain = account.email.slice(account.email.indexOf('@') + 1);
  for (const name of ['newsletter', 'offers'])
    world.store.run(
      'INSERT INTO fromAddresses (account, email) VALUES (?, ?)',
      account.id,
      `${name}@${domain}`,
    );
  return account;
}
