import { env } from '../env';
import { processDb } from '../db';
import { createLogger, type Logger } from '../logger';
import type { Actor } from '../actor';
import type { Config, Context, FlowContext } from './context';

let logger: Logger | undefined;

/** The process's own logger. */
export const processLogger = (): Logger => (logger ??= createLogger(env().logLevel));

export const processConfig = (): Config => ({
  keyring: env().encryptionKeys,
  dotdigitalUrl: env().dotdigitalApiUrl,
  dotdigitalAllowedHosts: env().dotdigitalAllowedHosts,
  importMinutes: env().syncImportMinutes,
  exportMinutes: env().syncExportMinutes,
});

export const createContext = (actor: Actor, log: Logger = processLogger()): Context => ({
  actor,
  db: processDb(),
  now: () => new Date(),
  log,
  config: processConfig(),
});

export const createFlowContext = (actor: Actor, signal: AbortSignal, log?: Logger): FlowContext => ({
  ...createContext(actor, log),
  signal,
});
