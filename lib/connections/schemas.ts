import { z } from 'zod';
import { channels, type Channel } from '../channel';
import { settingShape } from '../settings/schemas';
import { idText, plainText, requiredLine } from '../text';

export { channels, channelWords, type Channel } from '../channel';

/** What becomes of people whom somebody took off the book, or deleted, at Dotdigital. */
export const whoLeftChoices = {
  ask: 'Ask: they stay out until someone here decides',
  put_back: 'Put them back with the next run',
  accept: 'Accept it: mark them on the list',
} as const;
export type WhoLeftChoice = keyof typeof whoLeftChoices;

/** Whether somebody who unsubscribed at Dotdigital is asked back. */
export const resubscribeChoices = {
  never: 'Never',
  newer_consent: 'When newer consent exists',
} as const;
export type ResubscribeChoice = keyof typeof resubscribeChoices;

/** What becomes of people in the book whom we neither put there nor have on the list. */
export const strangerChoices = {
  leave: 'Leave them alone',
  create: 'Create new CRM records for them',
  mirror: 'Mirror exactly: take them out',
} as const;
export type StrangerChoice = keyof typeof strangerChoices;

/** How people go who join the list after the first sync, which goes in files always. */
export const newcomerChoices = {
  in_file: 'In the file with everyone else: no program of theirs starts',
  one_by_one: 'One by one: programs for whoever joins the list start',
} as const;
export type NewcomerChoice = keyof typeof newcomerChoices;

const keysOf = <Choice extends string>(choices: Record<Choice, string>) =>
  z.enum(Object.keys(choices) as [Choice, ...Choice[]]);

export const ConnectionOptions = z.object({
  whoLeft: keysOf(whoLeftChoices),
  resubscribe: keysOf(resubscribeChoices),
  strangers: keysOf(strangerChoices),
  /** Off: whoever is on the list at the first run and not in the book is not sent, only who joins from then on. */
  backFill: z.boolean(),
  newcomers: keysOf(newcomerChoices),
  /** A run with which more than this many would go one by one within an hour sends its newcomers in the file. */
  newcomersPerHour: z.int('Give a whole number.').min(1, 'At least 1.').max(1_000, 'At most 1,000.'),
  /** A wave waits for approval when, within a day, more than this share of the book … */
  guardPercent: settingShape.guardPercent,
  /** … and more than this many people would leave it. */
  guardPeople: settingShape.guardPeople,
});
export type ConnectionOptions = z.infer<typeof ConnectionOptions>;

/** What a connection has of its own; what is left out follows the settings. */
export const OwnOptions = ConnectionOptions.partial();
export type OwnOptions = z.infer<typeof OwnOptions>;

export const NewBookInput = z.object({
  name: requiredLine('a name for the address book', 128),
  visibility: z.enum(['Private', 'Public']),
});

const target = {
  integrationId: idText,
  addressBookId: idText.nullable().default(null),
  newBook: NewBookInput.nullable().default(null),
  /** People whom an earlier list put into this book count as ours: they leave it unless they are on this list. */
  takeOver: z.boolean().default(false),
};

const exactlyOneBook = (input: { addressBookId: string | null; newBook: object | null }) =>
  (input.addressBookId === null) !== (input.newBook === null);
const bookMissing = { path: ['addressBookId'], error: 'Choose an address book or name a new one.' };

export const ConnectListInput = z
  .object({
    listId: idText,
    ...target,
    options: OwnOptions.prefault({}),
    /** By what people are known in the book, and how they are reached through it. Never changed afterwards. */
    channel: z.enum(channels).default('email'),
    /** It begins in shadow mode: it looks, and sends nothing but opt-outs. */
    shadow: z.boolean().default(false),
  })
  .refine(exactlyOneBook, bookMissing);
export type ConnectListInput = z.input<typeof ConnectListInput>;

export const UpdateConnectionInput = z
  .object({
    id: idText,
    version: z.number().int(),
    addressBookId: idText.nullable().default(null),
    newBook: NewBookInput.nullable().default(null),
    takeOver: z.boolean().default(false),
    options: OwnOptions,
  })
  .refine(exactlyOneBook, bookMissing);
export type UpdateConnectionInput = z.input<typeof UpdateConnectionInput>;

/** An account that a list may be connected to. `whyNoNumbers`: null where it may be by mobile number. */
export type ConnectTarget = { id: string; name: string; whyNoNumbers: string | null };

export const ConnectionIdInput = z.object({ id: idText });
/** Whom a decision about people who left there concerns; null: all of them. */
export const WhoLeftInput = z.object({
  id: idText,
  emails: z.array(plainText.max(400)).min(1).max(1_000).nullable().default(null),
});
export type WhoLeftInput = z.input<typeof WhoLeftInput>;

/** Somebody on the list who was taken off the book, or deleted, at Dotdigital, and of whom nobody has decided yet. */
export type LeaverView = {
  email: string;
  name: string | null;
  recordId: string;
  recordPath: string;
  how: 'taken_off' | 'deleted';
};

/** When a pause ends by itself; null: when someone ends it. */
export const PausedUntil = z.iso
  .datetime({ offset: true, error: 'Give day and time.' })
  .nullable()
  .default(null);
export const FreezeConnectionInput = z.object({ id: idText, until: PausedUntil });
export const PauseConnectionInput = FreezeConnectionInput.extend({
  reason: z.string().trim().max(200).default(''),
});
export const SendAgainInput = z.object({ id: idText, whose: z.enum(['differing', 'everyone']) });
export type SendAgainInput = z.infer<typeof SendAgainInput>;
export const ListIdInput = z.object({ listId: idText });
export const IntegrationIdInput = z.object({ integrationId: idText });

export const connectionStates = ['active', 'paused', 'stopped', 'held', 'disconnected'] as const;
export type ConnectionState = (typeof connectionStates)[number];

/** How a connection stands, in the words that people read. */
export const connectionStatuses = {
  up_to_date: 'Up to date',
  in_progress: 'In progress',
  waiting: 'Waiting',
  held: 'Held for approval',
  paused: 'Paused',
  shadow: 'Shadow',
  rejected: 'Rejected by watchdog',
  contact_limit: 'Contact limit exceeded',
  failed: 'Failed',
  not_synced: 'Not synced',
  unknown: 'Unknown',
} as const;
export type ConnectionStatus = keyof typeof connectionStatuses;

/** Why a connection sends nothing but opt-outs though nothing is wrong. */
export const pauseKinds = ['paused', 'frozen', 'shadow'] as const;
export type PauseKind = (typeof pauseKinds)[number];

/** What a connection in shadow mode would do, if it were made live at that time. */
export const ShadowReport = z.object({
  at: z.string(),
  add: z.number(),
  update: z.number(),
  remove: z.number(),
  skip: z.number(),
});
export type ShadowReport = z.infer<typeof ShadowReport>;

/** Why a person in list and book is not in step, in the words that people read. */
export const deviationCauses = {
  inFlight: 'In flight',
  refused: 'Refused',
  changedThere: 'Changed at Dotdigital',
  takenOff: 'Taken off there',
  deleted: 'Deleted there',
  ours: 'Ours by error',
} as const;
export type DeviationCause = keyof typeof deviationCauses;

/** How list and book, as it was read back, compared person by person. */
export const Comparison = z.object({
  /** When the reading began. */
  readAt: z.string(),
  comparedAt: z.string(),
  /** Why the list could not be compared; null: it was. */
  failure: z.string().nullable(),
  /** People who should be in the book, and those whom we put there and are in it still. */
  compared: z.number(),
  causes: z.partialRecord(
    z.enum(Object.keys(deviationCauses) as [DeviationCause, ...DeviationCause[]]),
    z.number(),
  ),
});
export type Comparison = z.infer<typeof Comparison>;

export type ConnectionView = {
  id: string;
  version: number;
  listId: string;
  integration: { id: string; name: string; active: boolean };
  addressBook: { id: string; name: string; visibility: string; contactCount: number; gone: boolean };
  /** By what people are known in the book, and how they are reached through it. */
  channel: Channel;
  state: ConnectionState;
  status: ConnectionStatus;
  statusLabel: string;
  /** What happened, what it means, what to do; null when all is well. */
  message: string | null;
  options: ConnectionOptions;
  /** null: it isn't paused. */
  pausedAs: PauseKind | null;
  /** When it goes on by itself; null: when someone lets it. */
  pausedUntil: string | null;
  /** While in shadow mode and looked at. */
  shadow: ShadowReport | null;
  lastExportedAt: string | null;
  nextExportAt: string | null;
  /** The run under way, else the last one. */
  runId: string | null;
  /** People known to be in the book; of them, put there or matched by us. */
  inBook: number;
  ours: number;
  /** People of the last waves whom Dotdigital refused with the values they still have. */
  refused: number;
  /** Planned and not at its end yet; of these, what is not sent before someone approves it. */
  underWay: number;
  awaitingApproval: number;
  /** Since when `inBook` is known: the book was read or a wave was confirmed last; null: neither yet. */
  inBookAsOf: string | null;
  /** The last comparison; null: none yet. */
  inStep: Comparison | null;
  /** A read-back was asked for and isn't through yet. */
  isReadingBack: boolean;
  /** On the list and taken off the book, or deleted, at Dotdigital, until someone decides. */
  whoLeft: { takenOff: number; deleted: number };
  held: { waveId: string; add: number; update: number; remove: number } | null;
};
