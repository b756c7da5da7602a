import { Failure } from './failure';
import { randomStream } from './random';
import { bit } from './store';
import type { World } from './world';

export const tiers = ['low', 'medium', 'high', 'unlimited'] as const;
export type Tier = (typeof tiers)[number];
export type Limits = Record<Exclude<Tier, 'unlimited'>, number>;

export interface Account {
  id: number;
  region: string;
  name: string;
  email: string;
  phone: string;
  emailCredits: number;
  smsCredits: number;
  contactLimit: number;
  timezone: string;
  currency: string;
  locale: string;
  /** What the account has bought, by name; a feature that is missing here answers 403. */
  features: string[];
  customDomain: string | null;
  /** What account-info names as its address instead of the sandbox's own. */
  endpoint: string | null;
}

export interface ApiUser {
  email: string;
  account: number;
  password: string;
  enabled: boolean;
  scheme: 'flat' | 'tiered';
  limits: Limits;
  description: string;
  created: number;
}

interface AccountRow extends Omit<Account, 'features'> {
  features: string;
}

interface ApiUserRow extends Omit<ApiUser, 'enabled' | 'limits'> {
  enabled: number;
  limits: string;
}

export const generousLimits: Limits = { low: 6_000, medium: 60_000, high: 120_000 };
export const allFeatures = ['TransactionalEmail', 'TransactionalData', 'Sms', 'Programs'];

export function listAccounts(world: World): Account[] {
  const known = world.memo.get('accounts');
  if (known) return known as Account[];
  const accounts = world.store
    .rows<AccountRow>('SELECT * FROM accounts ORDER BY id')
    .map((row): Account => ({ ...row, features: JSON.parse(row.features) as string[] }));
  world.memo.set('accounts', accounts);
  return accounts;
}

export function getAccount(world: World, id: number): Account {
  const account = listAccounts(world).find((candidate) => candidate.id === id);
  if (!account) throw new Failure(404, 'ERROR_UNKNOWN_ACCOUNT', 'Error:');
  return account;
}

export function createAccount(world: World, given: Partial<Account> & { name: string }): Account {
  const account: Omit<Account, 'id'> = {
    region: 'r1',
    email: 'crm@northwind.example',
    phone: '',
    emailCredits: 48_200,
    smsCredits: 500,
    contactLimit: 10_000_000,
    timezone: 'Europe/London',
    currency: 'GBP',
    locale: 'en-GB',
    features: allFeatures,
    customDomain: null,
    endpoint: null,
    ...given,
  };
  const { id } = world.store.run(
    `INSERT INTO accounts (region, name, email, phone, emailCredits, smsCredits, contactLimit, timezone, currency, locale, features, customDomain, endpoint)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    account.region,
    account.name,
    account.email,
    account.phone,
    account.emailCredits,
    account.smsCredits,
    account.contactLimit,
    account.timezone,
    account.currency,
    account.locale,
    JSON.stringify(account.features),
    account.customDomain,
    account.endpoint,
  );
  world.memo.delete('accounts');
  return getAccount(world, id);
}

export function changeAccount(world: World, id: number, change: Partial<Omit<Account, 'id'>>): Account {
  const next = { ...getAccount(world, id), ...change };
  world.store.run(
    `UPDATE accounts SET region = ?, name = ?, email = ?, phone = ?, emailCredits = ?, smsCredits = ?, contactLimit = ?, timezone = ?,
     currency = ?, locale = ?, features = ?, customDomain = ?, endpoint = ? WHERE id = ?`,
    next.region,
    next.name,
    next.email,
    next.phone,
    next.emailCredits,
    next.smsCredits,
    next.contactLimit,
    next.timezone,
    next.currency,
    next.locale,
    JSON.stringify(next.features),
    next.customDomain,
    next.endpoint,
    id,
  );
  world.memo.delete('accounts');
  return getAccount(world, id);
}

export function listApiUsers(world: World): ApiUser[] {
  const known = world.memo.get('apiUsers');
  if (known) return known as ApiUser[];
  const users = world.store
    .rows<ApiUserRow>('SELECT * FROM apiUsers ORDER BY created, email')
    .map((row): ApiUser => ({
      ...row,
      enabled: row.enabled === 1,
      limits: JSON.parse(row.limits) as Limits,
    }));
  world.memo.set('apiUsers', users);
  return users;
}

export function findApiUser(world: World, email: string): ApiUser | undefined {
  return listApiUsers(world).find((user) => user.email === email.trim().toLowerCase());
}

export function saveApiUser(
  world: World,
  given: Partial<ApiUser> & { account: number; password: string },
): ApiUser {
  const email = (given.email ?? makeApiUserEmail(world)).toLowerCase();
  const user: ApiUser = {
    enabled: true,
    scheme: 'tiered',
    limits: generousLimits,
    description: '',
    created: world.now(),
    ...findApiUser(world, email),
    ...given,
    email,
  };
  world.store.run(
    `INSERT INTO apiUsers (email, account, password, enabled, scheme, limits, description, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (email) DO UPDATE SET account = excluded.account, password = excluded.password, enabled = excluded.enabled,
     scheme = excluded.scheme, limits = excluded.limits, description = excluded.description`,
    user.email,
    user.account,
    user.password,
    bit(user.enabled),
    user.scheme,
    JSON.stringify(user.limits),
    user.description,
    user.created,
  );
  world.memo.delete('apiUsers');
  return user;
}

function makeApiUserEmail(world: World): string {
  const random = randomStream(world.seed, 'apiUser', listApiUsers(world).length);
  const name = Array.from({ length: 12 }, () => Math.floor(random() * 16).toString(16)).join('');
  return `apiuser-${name}@apiconnector.com`;
}
