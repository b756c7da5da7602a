import { z } from 'zod';
import { switchesShape } from './switches';

const seconds = z.number().min(0);
const share = z.number().min(0).max(1);

/** Everything about the sandbox that a person may turn: how long things take, how much is allowed, and the switches. */
export const settingsSchema = z.object({
  /** How many times faster than life people open, click and leave: 288 puts a day into five minutes. */
  pace: z.number().positive().default(288),
  importSeconds: seconds.default(1),
  importRowsPerSecond: z.number().positive().default(25_000),
  deletionSeconds: seconds.default(0.2),
  segmentSeconds: seconds.default(1),
  enrolmentSeconds: seconds.default(1),
  insightSeconds: seconds.default(0.5),
  sendSeconds: seconds.default(1),
  sendRowsPerSecond: z.number().positive().default(20_000),

  ...switchesShape,
  faultsKeptDays: z.number().positive().default(7),
  /** Sends to so many and more wait to be allowed; 0: none does. */
  approvalFromRecipients: z.number().int().min(0).default(0),
  approvalSeconds: seconds.default(60),
  /** How many soft bounces make a contact SoftBounced. */
  softBounceThreshold: z.number().int().min(1).default(3),
  enforceDoubleOptIn: z.boolean().default(false),
  challengesPerAddress: z.number().int().min(1).default(20),
  insightAllowanceBytes: z.number().positive().default(100_000_000),

  oauthCodeSeconds: seconds.default(120),
  oauthAccessSeconds: seconds.default(900),
  /** 0: refresh tokens end only by being revoked. */
  oauthRefreshDays: z.number().min(0).default(0),

  maxCollections: z.number().int().positive().default(100),
  maxActiveImports: z.number().int().min(0).default(25),
  maxImportBytes: z
    .number()
    .int()
    .positive()
    .default(50 * 1024 * 1024),
  maxBooks: z.number().int().positive().default(10_000),
  maxFieldsPerType: z.number().int().positive().default(250),
  longestText: z.number().int().positive().default(1000),
  enrolmentsPerHour: z.number().int().min(0).default(20),
  flatCallsPerHour: z.number().int().min(0).default(2000),
  sendsPerHour: z.number().int().min(0).default(1000),

  watchdog: z
    .object({
      enabled: z.boolean().default(true),
      /** Judged only from this many rows on, by the first megabyte of the file. */
      fromRows: z.number().int().min(1).default(20),
      roleShare: share.default(0.5),
      hardBouncedShare: share.default(0.3),
      badAddressShare: share.default(0.6),
      action: z.enum(['reject', 'hold']).default('reject'),
      holdSeconds: seconds.default(6 * 3600),
      afterHold: z.enum(['Finished', 'RejectedByWatchdog']).default('Finished'),
    })
    .prefault({}),
});

export type Settings = z.infer<typeof settingsSchema>;

/** The settings with some of them changed; a name that does not exist is refused. */
export function changeSettings(current: Settings, change: Record<string, unknown>): Settings {
  const watchdog =
    change.watchdog && typeof change.watchdog === 'object'
      ? { ...current.watchdog, ...change.watchdog }
      : current.watchdog;
  return settingsSchema.strict().parse({ ...current, ...change, watchdog });
}
