import type { Actor, Role } from '../actor';
import type { Db, Prisma, Tx } from '../db';
import type { Logger } from '../logger';
import type { Keyring } from '../secrets';
import type { Whence } from './whence';

/** What the environment decides, handed in instead of read. */
export type Config = {
  keyring: Keyring;
  /** First host asked for account-info, with scheme: https://r1-api.dotdigital.com or the sandbox. */
  dotdigitalUrl: string;
  /** host:port besides Dotdigital's own; plain http only for these. */
  dotdigitalAllowedHosts: readonly string[];
  /** host:port that webhooks may call inside the network, or by plain http; left out: none. */
  outwardAllowedHosts?: readonly string[];
  /** Milliseconds before a failed read is tried again the first time; without it the door's own. */
  dotdigitalRetryPause?: number;
  /** Milliseconds after which a call without an answer is told of; without it the door's own. */
  dotdigitalSilentAfter?: number;
  /** Milliseconds that a call may take; without it the door's own. */
  dotdigitalTimeout?: number;
  /** Milliseconds that a call waits for a limit to end; without it as the flow says. */
  dotdigitalLongestWait?: number;
  /** Null: as the settings say (lib/settings). */
  importMinutes: number | null;
  exportMinutes: number | null;
  mail: MailConfig;
  /** By which people sign in; left out: by passwords alone. */
  provider?: ProviderConfig;
};

/** The company's own sign-in (OpenID Connect), as the environment describes it. */
export type ProviderConfig = {
  /** Its address, with which each person's name there is one. */
  issuer: string;
  name: string;
  /** Which role a group gives, of several the highest. Empty: groups say nothing, roles are given here. */
  groupRoles: ReadonlyMap<string, Role>;
  groupsClaim: string;
  /** Of whom no group says a role; null: they don't come in. */
  defaultRole: Role | null;
  /** An address counts although the provider doesn't say that it has checked it. */
  trustsAddresses: boolean;
  /** Nobody signs in by password, but whom `npm run user` let in for a day. */
  only: boolean;
};

/** Null: not configured. */
export type MailConfig = {
  /** smtp://user:password@host:587 */
  smtpUrl: string | null;
  from: string | null;
  /** The address people open; links are made of it alone. */
  applicationUrl: string | null;
};

export const noMail: MailConfig = { smtpUrl: null, from: null, applicationUrl: null };

/** What every verb is handed. */
export type Context = {
  actor: Actor;
  db: Db;
  /** Our clock; leases use the database's instead. */
  now: () => Date;
  log: Logger;
  config: Config;
  /** Left out: nobody outside asks. */
  whence?: Whence;
  /** Runs in the transaction of every audited change, before its line: a call with an idempotency key notes there what it did. */
  onAudit?: (tx: Tx, done: AuditedChange) => Promise<void>;
  /** Of a call with an idempotency key alone: what is about to be done elsewhere, where no transaction reaches. */
  outside?: Outside;
};

export type Outside = {
  /** An earlier call with this key had begun it and was killed before it could say how it ended. */
  wasBegun: (action: string) => boolean;
  begin: (action: string) => Promise<void>;
};

/** What a line of the audit log says, but for who and when. */
export type AuditedChange = {
  /** `<noun>.<verb>`: 'marketing-list.create' */
  action: string;
  subjectType: string;
  subjectId?: bigint | string | null;
  /** Never values of secrets, nor of a person's fields: those stand where erasing finds them. `before` and `after` are shown side by side. */
  detail?: Prisma.InputJsonObject;
  /** It was tried and refused. */
  refused?: boolean;
};

/** A flow's context: it also stops when told to. */
export type FlowContext = Context & { signal: AbortSignal };

export const systemActor: Actor = { kind: 'system', name: 'dotbridge' };
