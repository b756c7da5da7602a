import { env } from '../env';
import { askedOnce, processDb } from '../db';
import { createLogger, type Logger } from '../logger';
import type { Actor } from '../actor';
import type { Config, Context, FlowContext } from './context';
import { readingOnly } from './reading-only';
import { fromInside, fromRequest, type Whence } from './whence';

let logger: Logger | undefined;

/** The process's own logger. */
export const processLogger = (): Logger => (logger ??= createLogger(env().logLevel));

export const processConfig = (): Config => ({
  keyring: env().encryptionKeys,
  dotdigitalUrl: env().dotdigitalApiUrl,
  dotdigitalAllowedHosts: env().dotdigitalAllowedHosts,
  outwardAllowedHosts: env().outwardAllowedHosts,
  importMinutes: env().syncImportMinutes,
  exportMinutes: env().syncExportMinutes,
  mail: {
    smtpUrl: env().smtpUrl ?? null,
    from: env().mailFrom ?? null,
    applicationUrl: env().nextauthUrl ?? null,
  },
  provider: env().oidc ?? undefined,
});

/** Of a request to this process. */
export const whenceOf = (
  read: (header: string) => string | null,
  road: 'page' | 'api',
  tokenId: string | null = null,
): Whence => fromRequest(read, { road, tokenId, proxies: env().trustedProxies });

export const createContext = (
  actor: Actor,
  log: Logger = processLogger(),
  whence: Whence = fromInside('command'),
): Context => ({
  actor,
  whence,
  db: processDb(),
  now: () => new Date(),
  log,
  config: processConfig(),
});

/** For a page, which reads and changes nothing: its parts share one moment and what they ask. */
export function createPageContext(actor: Actor, log: Logger, whence: Whence): Context {
  const at = new Date();
  const ctx = readingOnly(createContext(actor, log, whence));
  return { ...ctx, db: askedOnce(ctx.db), now: () => new Date(at) };
}

export const createFlowContext = (actor: Actor, signal: AbortSignal, log?: Logger): FlowContext => ({
  ...createContext(actor, log, fromInside('job')),
  signal,
});
