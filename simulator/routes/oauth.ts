import { listAccounts } from '../engine/accounts';
import {
  exchangeCode,
  findOauthClient,
  grantCode,
  mayBeAnswered,
  OauthError,
  refreshAccess,
  whoHolds,
  type Tokens,
} from '../engine/oauth';
import type { Answer, Call, Route } from '../http/route';
import { consentPage, landingPage, refusalPage } from './oauth-pages';

const asked = [
  'redirect_uri',
  'response_type',
  'scope',
  'state',
  'client_id',
  'code_challenge',
  'code_challenge_method',
] as const;
type Asked = Record<(typeof asked)[number], string>;

/** What cannot be told to the caller's own page, because nobody knows whose page that is. */
function refuseUnsafe(call: Call, { client_id, redirect_uri }: Asked): string | undefined {
  if (!findOauthClient(call.world, client_id)) return 'The client is not known.';
  if (!/^https?:\/\/[^\s/]+/i.test(redirect_uri)) return 'The redirect address is not valid.';
  return mayBeAnswered(call.world, client_id, redirect_uri)
    ? undefined
    : 'The redirect address is not registered for this client.';
}

function redirectTo(target: string, parameters: Record<string, string>): Answer {
  const url = new URL(target);
  for (const [name, value] of Object.entries(parameters)) if (value !== '') url.searchParams.set(name, value);
  return { status: 302, headers: { Location: url.toString() }, raw: { type: 'text/plain', content: '' } };
}

function readAsked(read: (name: string) => string | null | undefined): Asked {
  return Object.fromEntries(asked.map((name) => [name, read(name) ?? ''])) as Asked;
}

function showPage(call: Call): Answer {
  const given = readAsked((name) => call.query(name));
  const unsafe = refuseUnsafe(call, given);
  if (unsafe !== undefined) return refusalPage(unsafe);
  if (given.response_type !== 'code')
    return redirectTo(given.redirect_uri, { error: 'unsupported_response_type', state: given.state });
  if (given.scope !== '' && given.scope.toLowerCase() !== 'account')
    return redirectTo(given.redirect_uri, { error: 'invalid_scope', state: given.state });
  if (given.code_challenge !== '' && given.code_challenge_method !== 'S256')
    return redirectTo(given.redirect_uri, { error: 'invalid_request', state: given.state });
  return consentPage(
    { clientName: findOauthClient(call.world, given.client_id)?.name ?? '', fields: given },
    listAccounts(call.world),
  );
}

function takeDecision(call: Call): Answer {
  const given = readAsked((name) => call.form.get(name));
  const unsafe = refuseUnsafe(call, given);
  if (unsafe !== undefined) return refusalPage(unsafe);
  const account = listAccounts(call.world).find(({ id }) => id === Number(call.form.get('account')));
  if (call.form.get('decision') !== 'allow' || !account)
    return redirectTo(given.redirect_uri, {
      error: call.world.settings.refusedSignIn === 'error' ? 'access_denied' : '',
      state: given.state,
    });
  return redirectTo(given.redirect_uri, {
    code: grantCode(call.world, {
      client: given.client_id,
      account: account.id,
      redirect: given.redirect_uri,
      challenge: given.code_challenge,
    }),
    state: given.state,
  });
}

function handOutTokens(call: Call): Answer {
  const field = (name: string): string => call.form.get(name) ?? '';
  try {
    const client = findOauthClient(call.world, field('client_id'));
    if (!client || client.secret !== field('client_secret'))
      throw new OauthError('invalid_client', 'The client or its secret is not valid.');
    return {
      status: 200,
      body: writeTokens(exchange(call, client.id, field)),
      headers: { 'Cache-Control': 'no-store' },
    };
  } catch (error) {
    if (!(error instanceof OauthError)) throw error;
    return { status: 400, body: { error: error.code, error_description: error.message } };
  }
}

function exchange(call: Call, client: string, field: (name: string) => string): Tokens {
  if (field('grant_type') === 'authorization_code')
    return exchangeCode(call.world, client, {
      code: field('code'),
      redirect: field('redirect_uri'),
      verifier: field('code_verifier'),
    });
  if (field('grant_type') === 'refresh_token')
    return refreshAccess(call.world, client, field('refresh_token'));
  throw new OauthError('unsupported_grant_type', 'The grant type is not supported.');
}

const writeTokens = ({ access, refresh, expiresIn }: Tokens): Record<string, unknown> => ({
  access_token: access,
  token_type: 'bearer',
  expires_in: expiresIn,
  ...(refresh === undefined ? {} : { refresh_token: refresh }),
});

function openApp(call: Call): Answer {
  const page = landingPage(whoHolds(call.world, call.query('oauthtoken') ?? ''));
  if (call.world.settings.appInFrames === 'allowed') return page;
  return { ...page, headers: { 'X-Frame-Options': 'SAMEORIGIN' } };
}

const open = { open: true, anyRegion: true, tier: 'unlimited' } as const;

export const oauthRoutes: Route[] = [
  { method: 'GET', path: '/oauth2/authorise.aspx', ...open, handle: showPage },
  { method: 'POST', path: '/oauth2/authorise.aspx', ...open, form: true, handle: takeDecision },
  { method: 'POST', path: '/oauth2/tokens.ashx', ...open, form: true, handle: handOutTokens },
  {
    method: 'GET',
    path: '/oauth2/landing.aspx',
    ...open,
    handle: openApp,
  },
];
