import { z } from 'zod';
import { channels } from '../channel';
import { ConnectionOptions } from '../connections/schemas';
import type { LeaverCauses } from '../marketing-lists/schemas';
import type { ValueChange } from '../sync-runs/schemas';
import { idText, plainText } from '../text';

export const ApproveHeldInput = z.object({ id: idText, waveId: idText });

/** As an address has it, too. */
const Flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

export const PreviewInput = z.object({
  listId: idText,
  integrationId: idText,
  /** null: a new book, which holds nobody. */
  addressBookId: idText.nullable().default(null),
  takeOver: Flag.default(false),
  /** E-mail where it isn't said; of a book that was fed by number it is the book's own. */
  channel: z.enum(channels).optional(),
  /** Instead of what the connection says. */
  resubscribe: ConnectionOptions.shape.resubscribe.optional(),
  strangers: ConnectionOptions.shape.strangers.optional(),
  backFill: Flag.optional(),
});

/** How many people a plan concerns, by what would happen to them. */
export type PlanCounts = {
  /** In the list's filter and not taken off by hand. */
  listed: number;
  add: number;
  update: number;
  remove: number;
  unsubscribe: number;
  /** Asked back at Dotdigital, because they agreed again since they unsubscribed. */
  resubscribe: number;
  unchanged: number;
  skip: number;
  skippedBy: Record<string, number>;
  /** Known to be in the book before the wave. */
  inBook: number;
  /** Of those, whom we put there or matched. */
  ours: number;
};

export type PreviewView = {
  counts: PlanCounts;
  reasons: { code: string; label: string; count: number }[];
  /** People of the book whom an earlier list put there and who are not on this one. */
  leftByOthers: number;
  /** The wave would wait for approval, and why. */
  hold: string | null;
  mappedFields: string[];
  apiCalls: number;
  callsLeft: { remaining: number; limit: number } | null;
  computedAt: string;
};

export type RequestedRun = { connectionId: string; runId: string };

/** Whether a book is complete for a campaign to go to it. */
export type ReadyView = {
  ready: boolean;
  /** As of when the book was at its list; null: it never was. */
  asOf: string | null;
  inFlight: number;
  refused: number;
  /** On the list, and kept from mail, by reason. */
  heldBack: number;
  reasons: { label: string; count: number }[];
  /** What it waits for; null: nothing. */
  why: string | null;
  /** Whoever asks gets a mail when it is next. */
  tellsYou: boolean;
  /** Variables without which no mail goes out. */
  mailMissing: string[];
};

/** What a plan does with people, and those of the book whom it leaves alone. */
export const planShows = ['add', 'update', 'remove', 'unsubscribe', 'skip', 'strangers'] as const;
export type PlanShow = (typeof planShows)[number];

export const PlanPeopleInput = PreviewInput.extend({
  show: z.enum(planShows),
  q: plainText.trim().max(200).default(''),
  /** Counts from 1. */
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});

/** What an undo does with people of the run, and whom it leaves as they are. */
export const undoShows = ['remove', 'add', 'update', 'skip'] as const;
export type UndoShow = (typeof undoShows)[number];

/** `digest` is of what was shown. */
export const UndoRunInput = z.object({ id: idText, digest: z.string().max(64) });
export type UndoRunInput = z.output<typeof UndoRunInput>;

/** `cause`: of which group; null: all that Dotdigital refused in the run. */
export const RetryInput = z.object({ id: idText, cause: plainText.max(500).nullable().default(null) });
export type RetryInput = z.output<typeof RetryInput>;

/** People of a run whom Dotdigital refused for one cause. */
export type RefusalGroup = {
  code: string;
  label: string;
  /** What a person can do about it. */
  cure: string;
  count: number;
  /** Sent with the next run as things stand now. */
  healed: number;
  /** Set aside until a value changes, or until they are tried again. */
  waiting: number;
};

export const UndoPeopleQuery = z.object({
  show: z.enum(undoShows),
  q: plainText.trim().max(200).default(''),
  /** Counts from 1. */
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
export type UndoPeopleInput = z.output<typeof UndoPeopleQuery> & { id: string };

/** Who of a run would be taken out, put back, set back, or stays as they are, and why. */
export type UndoView = {
  digest: string;
  takeOut: number;
  putBack: number;
  setBack: number;
  leftAsIs: number;
  reasons: { code: string; label: string; count: number }[];
  /** The first few people of each kind. */
  faces: Partial<Record<UndoShow, PlanPerson[]>>;
  minutes: number;
  bookName: string;
};

/** What the gate for people with consent alone would let through and hold back, list by list. */
export type GatePreview = {
  lists: {
    listId: string;
    listName: string;
    letThrough: number;
    heldBack: number;
    /** Of those held back, whom we put into the book: they would leave it. */
    leaving: number;
  }[];
};

export type PlanPerson = {
  /** Tells the rows of one page apart. */
  key: string;
  name: string | null;
  email: string | null;
  recordId: string | null;
  recordPath: string | null;
  /** Why they are left out. */
  reason: string | null;
  /** What would change at Dotdigital, field by field. */
  changes: ValueChange[];
};

export type PlanPeople = { rows: PlanPerson[]; total: number; pageSize: number };

export type ConnectPreviewView = PreviewView & {
  /** The first few people of each kind. */
  faces: Partial<Record<PlanShow, PlanPerson[]>>;
  /** In the book, not on the list, and left alone. */
  strangers: number;
  account: AccountAfter;
  minutes: number;
};

export type AccountAfter = {
  /** Contacts that the account is known to hold, and how many more it would hold. */
  known: number;
  newcomers: number;
  /** Dotdigital refused an import lately because the account is full. */
  isFull: boolean;
};

export const HeldPlanInput = z.object({ id: idText });

/** What a held plan stands among, and why people would leave. */
export type HeldSurroundings = Pick<ConnectPreviewView, 'strangers' | 'account' | 'minutes'> & {
  why: LeaverCauses;
  integrationId: string;
  addressBookId: string;
};

export const MailPreviewInput = z.object({
  integrationId: idText,
  /** Whose campaigns come first; null: a new book. */
  addressBookId: idText.nullable().default(null),
  recordId: idText,
  /** null: the last one. */
  campaignId: idText.nullable().default(null),
});

export type MailPreview = {
  /** The latest first; the account's where the book has had none. */
  campaigns: { id: string; name: string; sentAt: string | null }[];
  /** null: no campaign's mail is known. */
  mail: { campaignId: string; subject: string; html: string; plainText: string } | null;
};
