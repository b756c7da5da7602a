import { createHash } from 'node:crypto';
import { getAccount, type Account } from './accounts';
import { bit } from './store';
import type { World } from './world';

export interface OauthClient {
  id: string;
  secret: string;
  name: string;
}

/** What a token call is refused for, in the words of RFC 6749. */
export class OauthError extends Error {
  readonly code: string;

  constructor(code: string, description: string) {
    super(description);
    this.code = code;
  }
}

const dayMilliseconds = 24 * 3600 * 1000;

export function saveOauthClient(world: World, { id, secret, name }: OauthClient): void {
  world.store.run(
    'INSERT OR REPLACE INTO oauthClients (id, secret, name) VALUES (?, ?, ?)',
    id,
    secret,
    name,
  );
}

export function listOauthClients(world: World): OauthClient[] {
  return world.store.rows<OauthClient>('SELECT id, secret, name FROM oauthClients ORDER BY id');
}

export function findOauthClient(world: World, id: string): OauthClient | undefined {
  return listOauthClients(world).find((client) => client.id === id);
}

/** Where a client may be answered; none: anywhere. */
export function registerRedirects(world: World, client: string, addresses: readonly string[]): void {
  world.store.transaction(() => {
    world.store.run('DELETE FROM oauthRedirects WHERE client = ?', client);
    for (const address of addresses)
      world.store.run(
        'INSERT OR IGNORE INTO oauthRedirects (client, address) VALUES (?, ?)',
        client,
        address,
      );
  });
}

export function mayBeAnswered(world: World, client: string, address: string): boolean {
  const registered = world.store.rows<{ address: string }>(
    'SELECT address FROM oauthRedirects WHERE client = ?',
    client,
  );
  return registered.length === 0 || registered.some((one) => one.address === address);
}

interface Grant {
  client: string;
  account: number;
  redirect: string;
  /** Of PKCE, S256; empty: the client asked without. */
  challenge: string;
}

/** A code for one exchange, soon to expire. */
export function grantCode(world: World, { client, account, redirect, challenge }: Grant): string {
  const code = world.nextGuid();
  if (challenge !== '')
    world.store.run('INSERT INTO oauthChallenges (code, challenge) VALUES (?, ?)', code, challenge);
  world.store.run(
    'INSERT INTO oauthCodes (code, client, account, redirect, expires) VALUES (?, ?, ?, ?, ?)',
    code,
    client,
    account,
    redirect,
    world.now() + world.settings.oauthCodeSeconds * 1000,
  );
  return code;
}

export interface Tokens {
  access: string;
  refresh: string | undefined;
  expiresIn: number;
}

export function exchangeCode(
  world: World,
  client: string,
  { code, redirect, verifier }: { code: string; redirect: string; verifier: string },
): Tokens {
  const row = world.store.row<{
    client: string;
    account: number;
    redirect: string;
    expires: number;
    used: number;
  }>('SELECT * FROM oauthCodes WHERE code = ?', code);
  if (!row || row.client !== client || row.redirect !== redirect)
    throw new OauthError('invalid_grant', 'The code is not valid.');
  if (row.used === 1) {
    // Somebody else may hold what came of the first use: it ends, too.
    world.store.run('UPDATE oauthTokens SET revoked = 1 WHERE grantId = ?', code);
    throw new OauthError('invalid_grant', 'The code has been used.');
  }
  if (row.expires < world.now()) throw new OauthError('invalid_grant', 'The code has expired.');
  if (!isProven(world, code, verifier))
    throw new OauthError('invalid_grant', 'The code verifier does not fit the challenge.');
  world.store.run('UPDATE oauthCodes SET used = 1 WHERE code = ?', code);
  return {
    ...issueAccess(world, client, row.account, code),
    refresh: issueRefresh(world, client, row.account, code),
  };
}

function isProven(world: World, code: string, verifier: string): boolean {
  const asked = world.store.row<{ challenge: string }>(
    'SELECT challenge FROM oauthChallenges WHERE code = ?',
    code,
  );
  if (!asked || world.settings.oauthPkce === 'ignored') return true;
  return createHash('sha256').update(verifier).digest('base64url') === asked.challenge;
}

export function refreshAccess(world: World, client: string, refresh: string): Tokens {
  const row = findToken(world, refresh, 'refresh');
  if (!row || row.client !== client) throw new OauthError('invalid_grant', 'The refresh token is not valid.');
  const access = issueAccess(world, client, row.account, row.grantId);
  if (world.settings.oauthRefresh === 'kept') return { ...access, refresh: undefined };
  world.store.run('UPDATE oauthTokens SET revoked = 1 WHERE token = ?', refresh);
  return { ...access, refresh: issueRefresh(world, client, row.account, row.grantId) };
}

/** Whose access token that is; nobody's once it has expired or been revoked. */
export function whoHolds(world: World, access: string): Account | undefined {
  const row = findToken(world, access, 'access');
  return row && getAccount(world, row.account);
}

export function revokeTokens(world: World, account: number | undefined): number {
  return world.store.run(
    'UPDATE oauthTokens SET revoked = 1 WHERE revoked = 0 AND (? = 1 OR account = ?)',
    bit(account === undefined),
    account ?? 0,
  ).changes;
}

interface TokenRow {
  client: string;
  account: number;
  grantId: string;
}

function findToken(world: World, token: string, kind: 'access' | 'refresh'): TokenRow | undefined {
  return world.store.row<TokenRow>(
    'SELECT client, account, grantId FROM oauthTokens WHERE token = ? AND kind = ? AND revoked = 0 AND (expires IS NULL OR expires >= ?)',
    token,
    kind,
    world.now(),
  );
}

function issueRefresh(world: World, client: string, account: number, grantId: string): string {
  const { oauthRefreshDays } = world.settings;
  const ends = oauthRefreshDays === 0 ? null : world.now() + oauthRefreshDays * dayMilliseconds;
  return issue(world, 'refresh', client, account, grantId, ends);
}

function issueAccess(
  world: World,
  client: string,
  account: number,
  grantId: string,
): { access: string; expiresIn: number } {
  const expiresIn = world.settings.oauthAccessSeconds;
  return {
    access: issue(world, 'access', client, account, grantId, world.now() + expiresIn * 1000),
    expiresIn,
  };
}

function issue(
  world: World,
  kind: 'access' | 'refresh',
  client: string,
  account: number,
  grantId: string,
  expires: number | null,
): string {
  const token = `${kind}-${world.nextGuid()}`;
  world.store.run(
    'INSERT INTO oauthTokens (token, kind, client, account, grantId, expires) VALUES (?, ?, ?, ?, ?, ?)',
    token,
    kind,
    client,
    account,
    grantId,
    expires,
  );
  return token;
}
