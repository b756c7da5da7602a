import { z } from 'zod';
import { cleanDetail, pinnedAgent, readText } from '../outward';
import { DotdigitalError } from './errors';
import { allowedApiOrigin, allowedAppOrigin, regionOf, resolveAllowed, type AllowedOrigin } from './hosts';
import { errorFromNetwork } from './translate-failure';

/**
 * Where the authorise page is asked for, of which the sources say two things (dotdigital-api.md 11): at the account's
 * application, the custom domain included (Magento's connector), or always at Dotdigital's own sign-in host (Oro's).
 */
export const authorisePlaces = ['application', 'sign-in'] as const;
export type AuthorisePlace = (typeof authorisePlaces)[number];

export type OauthAccount = {
  /** Host that account-info named; null: not known yet. */
  apiEndpoint: string | null;
  oauthDomain: string | null;
  authorisePlace: AuthorisePlace;
};

export type OauthHosts = { authorise: AllowedOrigin; token: AllowedOrigin; application: AllowedOrigin };

type Allowed = { dotdigitalUrl: string; allowedHosts: readonly string[] };

const signInHost = 'https://login.dotmailer.com';

/** The hosts of an account's single sign-on. Throws DotdigitalError `host_not_allowed`. */
export function oauthHosts(account: OauthAccount, { dotdigitalUrl, allowedHosts }: Allowed): OauthHosts {
  const own = applicationOf(account.apiEndpoint ?? dotdigitalUrl, allowedHosts);
  const application = account.oauthDomain ? allowedAppOrigin(account.oauthDomain, allowedHosts) : own;
  const signIn = own.byOperator ? own : allowedAppOrigin(signInHost, allowedHosts);
  return {
    authorise: account.authorisePlace === 'application' ? application : signIn,
    token: application,
    application,
  };
}

/** The sandbox serves its application beside its API; Dotdigital has one host of each in every region. */
function applicationOf(endpoint: string, allowedHosts: readonly string[]): AllowedOrigin {
  const api = allowedApiOrigin(endpoint, allowedHosts);
  if (api.byOperator) return { ...api, origin: new URL(api.origin).origin };
  return allowedAppOrigin(`https://${regionOf(api.origin) ?? 'r1'}-app.dotdigital.com`, allowedHosts);
}

type Client = { clientId: string; redirectUri: string };

/** The page on which a person signs in at Dotdigital and allows us in. `challenge` is PKCE's, S256. */
export function authoriseUrl(
  hosts: OauthHosts,
  { clientId, redirectUri, state, challenge }: Client & { state: string; challenge: string },
): string {
  const url = new URL('/OAuth2/authorise.aspx', hosts.authorise.origin);
  url.search = new URLSearchParams({
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'Account',
    state,
    client_id: clientId,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  }).toString();
  return url.toString();
}

/** The application, signed in. Holds a secret: it may only be the target of a redirect. */
export function applicationUrl(hosts: OauthHosts, accessToken: string): string {
  const url = new URL('/', hosts.application.origin);
  url.search = new URLSearchParams({ oauthtoken: accessToken, suppressfooter: 'true' }).toString();
  return url.toString();
}

const Tokens = z.object({
  access_token: z.string().min(1).max(8_192),
  refresh_token: z.string().min(1).max(8_192).optional(),
});
export type OauthTokens = { accessToken: string; refreshToken: string | null };

const Refusal = z.object({ error: z.string().max(200), error_description: z.string().max(2_000).optional() });

/** Dotdigital said no to a code or token: `invalid_client`, `invalid_grant` and the like. */
export class OauthRefused extends Error {
  constructor(
    readonly code: string,
    description: string,
  ) {
    super(description);
    this.name = 'OauthRefused';
  }
}

type TokenRequest = { clientId: string; clientSecret: string } & (
  | { code: string; verifier: string; redirectUri: string }
  | { refreshToken: string }
);

const timeoutMs = 20_000;
const maxBytes = 64 * 1024;

/**
 * Exchanges a code, or a refresh token, for an access token. Never repeated by itself: a code counts once. Throws
 * OauthRefused where Dotdigital says why, else DotdigitalError.
 */
export async function requestTokens(hosts: OauthHosts, request: TokenRequest): Promise<OauthTokens> {
  const form = new URLSearchParams({ client_id: request.clientId, client_secret: request.clientSecret });
  if ('code' in request) {
    form.set('grant_type', 'authorization_code');
    form.set('redirect_uri', request.redirectUri);
    form.set('code', request.code);
    form.set('code_verifier', request.verifier);
  } else {
    form.set('grant_type', 'refresh_token');
    form.set('refresh_token', request.refreshToken);
  }
  const what = 'POST /OAuth2/Tokens.ashx';
  const { status, text } = await call(hosts.token, '/OAuth2/Tokens.ashx', what, form);
  const body = parse(text);
  const refusal = Refusal.safeParse(body);
  if (refusal.success) {
    const { error, error_description: description = '' } = refusal.data;
    throw new OauthRefused(error, cleanDetail(description, secretsOf(form)));
  }
  const tokens = Tokens.safeParse(body);
  if (status === 200 && tokens.success)
    return { accessToken: tokens.data.access_token, refreshToken: tokens.data.refresh_token ?? null };
  throw new DotdigitalError(status >= 500 ? 'server' : 'invalid_answer', what, {
    acted: 'maybe',
    status,
    detail: status === 200 ? 'the answer holds no access token' : `status ${status}`,
  });
}

/** Whether the application lets a page of `ownOrigin` show it in a frame, as its headers say. */
export async function mayBeFramed({ application }: OauthHosts, ownOrigin: string): Promise<boolean> {
  const { headers } = await call(application, '/?oauthtoken=', 'GET /');
  const ancestors = /(?:^|;)\s*frame-ancestors\s([^;]*)/i.exec(headers('content-security-policy'))?.[1];
  if (ancestors !== undefined)
    return ancestors
      .trim()
      .split(/\s+/)
      .some((one) => one === '*' || one === ownOrigin || one === new URL(ownOrigin).host);
  return headers('x-frame-options').trim() === '' || application.origin === ownOrigin;
}

type Answer = { status: number; text: string; headers: (name: string) => string };

async function call(
  host: AllowedOrigin,
  path: string,
  what: string,
  form?: URLSearchParams,
): Promise<Answer> {
  const connection = pinnedAgent(() => resolveAllowed(host), timeoutMs);
  const deadline = AbortSignal.timeout(timeoutMs);
  let status: number | null = null;
  try {
    const answer = await connection.agent.request({
      origin: new URL(host.origin).origin,
      path,
      method: form ? 'POST' : 'GET',
      signal: deadline,
      headers: form
        ? { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }
        : {},
      body: form?.toString(),
    });
    status = answer.statusCode;
    const header = (name: string): string => String(answer.headers[name] ?? '');
    const text = await readText(answer.body, header('content-encoding') || null, maxBytes);
    return { status, text, headers: header };
  } catch (error) {
    if (error instanceof DotdigitalError) throw error;
    throw errorFromNetwork(error, {
      what,
      isRead: !form,
      timedOut: deadline.aborted,
      status,
      clean: (text) => cleanDetail(text, form ? secretsOf(form) : []),
    });
  } finally {
    await connection.close();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const secretsOf = (form: URLSearchParams): string[] =>
  ['client_secret', 'code', 'code_verifier', 'refresh_token'].flatMap((name) => form.get(name) ?? []);
