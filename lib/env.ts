import { z } from 'zod';
import type { Keyring } from './secrets';
import { agree } from './format';
import { oidcExpectations, oidcNeeds, oidcOf, oidcShape } from './oidc-env';

/** What the environment says, checked. The launcher makes up what is missing; `env` and `webEnv` insist on what they need. */
export type Environment = z.output<typeof environment>;
export type Env = Environment & { databaseUrl: string; encryptionKeys: Keyring };
export type WebEnv = Env & { nextauthUrl: string; nextauthSecret: string };

export type EnvironmentProblem = { name: string; found: string; expected: string };

/** Names every wrong variable at once, what is there and what is expected. */
export class EnvironmentError extends Error {
  constructor(readonly problems: EnvironmentProblem[]) {
    const lines = problems.map(({ name, found, expected }) => `  ${name} is ${found}; expected ${expected}.`);
    super(
      `The environment has ${agree(problems.length, 'a wrong value', `${problems.length} wrong values`)}:\n${lines.join('\n')}`,
    );
    this.name = 'EnvironmentError';
  }
}

const secretNames = new Set([
  'DATABASE_URL',
  'NEXTAUTH_SECRET',
  'ENCRYPTION_KEYS',
  'CRON_SECRET',
  'DEMO_PASSWORD',
  'SMTP_URL',
  'METRICS_TOKEN',
  'OIDC_CLIENT_SECRET',
]);

const expectations = {
  PORT: 'a port number from 1 to 65535',
  HOST: 'a host name or an IP address to listen on',
  DATABASE_URL: 'an address like postgresql://user:password@host:5432/database',
  TRUSTED_PROXIES: 'how many proxies of your own stand in front of the web part, from 0 to 10',
  DATABASE_POOL: 'a number of connections from 1 to 200',
  DATA_DIR: 'a folder',
  NEXTAUTH_URL: 'the address people open, like https://dotbridge.example.com',
  NEXTAUTH_SECRET: 'at least 32 characters (openssl rand -base64 32 makes some)',
  ENCRYPTION_KEYS:
    'id:key pairs separated by commas, each key 32 bytes in base64, each id once (openssl rand -base64 32 makes a key)',
  CRON_SECRET: 'at least 16 characters',
  DOTDIGITAL_API_URL: 'an address like https://r1-api.dotdigital.com',
  DOTDIGITAL_ALLOWED_HOSTS: 'host:port pairs separated by commas',
  OUTWARD_ALLOWED_HOSTS: 'host:port pairs separated by commas',
  SIMULATOR_PORT: 'a port number from 1 to 65535',
  DEMO_DATA: 'on or off',
  DEMO_PASSWORD: '12 to 256 characters',
  SMTP_URL: 'an address like smtp://user:password@host:587',
  MAIL_FROM: 'an e-mail address, or a name with one in angle brackets',
  METRICS_TOKEN: 'at least 16 characters',
  COMPRESSION: 'on or off',
  LOG_LEVEL: 'trace, debug, info, warn, error, fatal or silent',
  SYNC_IMPORT_MINUTES: 'a whole number of minutes from 1 to 1440',
  SYNC_EXPORT_MINUTES: 'a whole number of minutes from 1 to 1440',
  ...oidcExpectations,
} as const;

type Name = keyof typeof expectations;

export const environmentNames = Object.keys(expectations);

const wholeNumber = (least: number, most: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(least).max(most));
const address = (...protocols: string[]) =>
  z
    .string()
    .refine(
      (value) =>
        URL.canParse(value) && protocols.includes(new URL(value).protocol) && new URL(value).hostname !== '',
    );
const webAddress = address('http:', 'https:').transform((value) => value.replace(/\/+$/, ''));

const hostAndPort = z
  .string()
  .regex(/^(\[[0-9a-f:.]+\]|[a-z0-9.-]+):\d{1,5}$/i)
  .refine((value) => Number(value.slice(value.lastIndexOf(':') + 1)) <= 65_535);
const hostList = z.string().transform(splitList).pipe(z.array(hostAndPort.toLowerCase()));

const keyring = z.string().transform((value, context): Keyring => {
  const pairs = splitList(value).map((pair): [string, Buffer] => {
    const cut = pair.indexOf(':');
    return [pair.slice(0, Math.max(cut, 0)).trim(), decodeKey(pair.slice(cut + 1).trim())];
  });
  const [first] = pairs;
  const good =
    pairs.every(([id, key]) => /^[\w.-]{1,40}$/.test(id) && key.length === 32) &&
    new Set(pairs.map(([id]) => id)).size === pairs.length;
  if (first === undefined || !good) {
    context.addIssue('wrong keys');
    return z.NEVER;
  }
  return { primary: first[0], keys: new Map(pairs) };
});

function decodeKey(text: string): Buffer {
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : Buffer.alloc(0);
}

function splitList(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

const environment = z
  .object({
    PORT: wholeNumber(1, 65_535).default(3000),
    HOST: z
      .string()
      .regex(/^[\w.:-]+$/)
      .optional(),
    DATABASE_URL: address('postgres:', 'postgresql:').optional(),
    TRUSTED_PROXIES: wholeNumber(0, 10).default(0),
    DATABASE_POOL: wholeNumber(1, 200).default(10),
    DATA_DIR: z.string().default('.data'),
    NEXTAUTH_URL: webAddress.optional(),
    NEXTAUTH_SECRET: z.string().min(32).optional(),
    ENCRYPTION_KEYS: keyring.optional(),
    CRON_SECRET: z.string().min(16).optional(),
    DOTDIGITAL_API_URL: webAddress.default('https://r1-api.dotdigital.com'),
    DOTDIGITAL_ALLOWED_HOSTS: hostList.default([]),
    OUTWARD_ALLOWED_HOSTS: hostList.default([]),
    SIMULATOR_PORT: wholeNumber(1, 65_535).optional(),
    DEMO_DATA: z.enum(['on', 'off']).default('on'),
    DEMO_PASSWORD: z.string().min(12).max(256).optional(),
    SMTP_URL: address('smtp:', 'smtps:').optional(),
    MAIL_FROM: z
      .string()
      .regex(/^[^\s<>@]+@[^\s<>@]+$|^[^<>\p{Cc}]+<[^\s<>@]+@[^\s<>@]+>$/u)
      .optional(),
    METRICS_TOKEN: z.string().min(16).optional(),
    COMPRESSION: z.enum(['on', 'off']).default('on'),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    SYNC_IMPORT_MINUTES: wholeNumber(1, 1440).optional(),
    SYNC_EXPORT_MINUTES: wholeNumber(1, 1440).optional(),
    ...oidcShape,
  } satisfies Record<Name, z.ZodType>)
  .transform((value) => ({
    port: value.PORT,
    host: value.HOST,
    databaseUrl: value.DATABASE_URL,
    databasePool: value.DATABASE_POOL,
    trustedProxies: value.TRUSTED_PROXIES,
    dataDir: value.DATA_DIR,
    nextauthUrl: value.NEXTAUTH_URL,
    nextauthSecret: value.NEXTAUTH_SECRET,
    encryptionKeys: value.ENCRYPTION_KEYS,
    cronSecret: value.CRON_SECRET,
    dotdigitalApiUrl: value.DOTDIGITAL_API_URL,
    dotdigitalAllowedHosts: value.DOTDIGITAL_ALLOWED_HOSTS,
    outwardAllowedHosts: value.OUTWARD_ALLOWED_HOSTS,
    simulatorPort: value.SIMULATOR_PORT,
    demoData: value.DEMO_DATA === 'on',
    demoPassword: value.DEMO_PASSWORD,
    smtpUrl: value.SMTP_URL,
    mailFrom: value.MAIL_FROM,
    metricsToken: value.METRICS_TOKEN,
    logLevel: value.LOG_LEVEL,
    syncImportMinutes: value.SYNC_IMPORT_MINUTES ?? null,
    syncExportMinutes: value.SYNC_EXPORT_MINUTES ?? null,
    oidc: oidcOf(value),
  }));

/** Reads a whole environment. An empty value counts as unset. Throws EnvironmentError naming everything wrong or missing. */
export function readEnvironment(
  source: Record<string, string | undefined>,
  required: readonly Name[] = [],
): Environment {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ''),
  );
  const missing = [...required, ...oidcNeeds(given)]
    .filter((name) => !(name in given))
    .map((name) => ({ name, found: 'not set', expected: expectations[name] }));
  const read = environment.safeParse(given);
  const wrong = read.success
    ? []
    : [...new Set(read.error.issues.map((issue) => String(issue.path[0])))].map((name) => ({
        name,
        found: describe(name, given[name]),
        expected: isKnown(name) ? expectations[name] : 'another value',
      }));
  if (!read.success || missing.length > 0) throw new EnvironmentError([...missing, ...wrong]);
  return read.data;
}

function isKnown(name: string): name is Name {
  return name in expectations;
}

function describe(name: string, value: string | undefined): string {
  if (value === undefined) return 'not set';
  return secretNames.has(name) ? `a secret of ${value.length} characters` : `"${value}"`;
}

let read: Env | undefined;
let readForWeb: WebEnv | undefined;

/** The environment of web, worker and jobs. Read at the first call, so that importing a module costs nothing. */
export function env(): Env {
  read ??= readEnvironment(process.env, ['DATABASE_URL', 'ENCRYPTION_KEYS']) as Env;
  return read;
}

/** The same with what only the web part needs. */
export function webEnv(): WebEnv {
  readForWeb ??= readEnvironment(process.env, [
    'DATABASE_URL',
    'NEXTAUTH_URL',
    'NEXTAUTH_SECRET',
    'ENCRYPTION_KEYS',
  ]) as WebEnv;
  return readForWeb;
}

/** The environment of the scripts, which bring their own database and secrets. */
export function launcherEnv(): Environment {
  return readEnvironment(process.env);
}
