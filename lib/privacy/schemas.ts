import { z } from 'zod';
import { idText, optionalLine, plainText } from '../text';

export const erasureReasons = {
  asked: 'The person asked to be erased',
  objected: 'The person objected to being kept',
  not_needed: 'The data is not needed any more',
  came_back: 'A restored backup brought the person back',
} as const;
export type ErasureReason = keyof typeof erasureReasons;

/** What a person chooses among; the last one is for the product itself. */
export const askedReasons = ['asked', 'objected', 'not_needed'] as const;

const email = plainText.trim().min(3).max(254);

/** By a record, or by an address of whoever is no record. */
export const PersonAsked = z.union([z.strictObject({ recordId: idText }), z.strictObject({ email })]);
export type PersonAsked = z.infer<typeof PersonAsked>;

export const EraseInput = z.strictObject({
  person: PersonAsked,
  reason: z.enum(askedReasons).default('asked'),
  /** Of each account, when the contact was deleted there. */
  emptyBin: z.boolean().default(false),
  /** `ErasurePreview.shown`: what the person who confirms has seen. Without it: whatever there is. */
  shown: z.string().max(100).optional(),
});
export type EraseInput = z.input<typeof EraseInput>;

export const ErasureRef = z.strictObject({ id: idText });
export type ErasureRef = z.infer<typeof ErasureRef>;

export const LeaveOutInput = z.strictObject({ id: idText, integrationId: idText });
export type LeaveOutInput = z.infer<typeof LeaveOutInput>;

export const AddressInput = z.strictObject({ email });
export type AddressInput = z.infer<typeof AddressInput>;

export const LiftBlockInput = z.strictObject({
  email,
  reason: optionalLine(200).refine((text) => Boolean(text), { error: 'Say why they may come back.' }),
});
export type LiftBlockInput = z.input<typeof LiftBlockInput>;

export type PersonRecord = {
  id: string;
  entity: 'contact' | 'lead' | 'customer';
  name: string;
  email: string | null;
  isDeleted: boolean;
  isMerged: boolean;
};

export type PlaceCount = { title: string; count: number };

export type ErasurePreview = {
  shown: string;
  records: PersonRecord[];
  addresses: string[];
  places: PlaceCount[];
  /** Where the address stands among other things. */
  mentions: PlaceCount[];
  /** Uploaded files that go because they name the person. */
  fileNames: string[];
  accounts: { id: string; name: string; active: boolean; knowsThem: boolean }[];
};

export const erasureStates = ['waiting', 'at_dotdigital', 'here', 'ended'] as const;
export type ErasureState = (typeof erasureStates)[number];
export const erasureStateWords: Record<ErasureState, string> = {
  waiting: 'Waits for files under way',
  at_dotdigital: 'Being deleted at Dotdigital',
  here: 'Being erased here',
  ended: 'Erased',
};

export const targetStates = ['waiting', 'deleted', 'not_there', 'left_out'] as const;
export type TargetState = (typeof targetStates)[number];
export const targetStateWords: Record<TargetState, string> = {
  waiting: 'Not deleted yet',
  deleted: 'Deleted',
  not_there: 'Was not there',
  left_out: 'Left out',
};

export type ErasureView = {
  id: string;
  state: ErasureState;
  reason: ErasureReason;
  askedBy: string;
  askedAt: string;
  endedAt: string | null;
  /** While it goes on; nobody knows it afterwards. */
  addresses: string[];
  recordCount: number;
  /** Rows of what; empty until it has ended. */
  places: PlaceCount[];
  problem: string | null;
  nextStepAt: string | null;
  targets: {
    integrationId: string;
    name: string;
    state: TargetState;
    binEmptied: boolean;
    problem: string | null;
    nextTryAt: string | null;
    endedAt: string | null;
  }[];
};

export type BlockView = {
  email: string;
  isBlocked: boolean;
  blocks: { erasedAt: string; liftedAt: string | null; liftedBy: string | null; liftReason: string | null }[];
};

export type ReturnedPerson = {
  email: string;
  /** By an export of ours, or as Dotdigital told. */
  how: 'sent' | 'listed';
  account: string;
  /** null: the whole account. */
  book: string | null;
  syncRunId: string | null;
  leftAt: string;
  /** Dotdigital's word, or withdrawn. */
  leftBy: string;
  backAt: string;
  consent: { at: string; text: string | null } | null;
};

export type ResubscriptionView = {
  /** null: not checked yet. */
  latest: {
    at: string;
    since: string;
    unsubscribedCount: number;
    withConsentCount: number;
    withoutConsentCount: number;
    tookMs: number;
  } | null;
  /** On how many days it was looked. */
  checkedDayCount: number;
  people: ReturnedPerson[];
};

export type Disclosure = {
  at: string;
  what: 'added' | 'updated' | 'removed' | 'unsubscribed';
  account: string;
  /** null: one that the asker may not see, or that is gone. */
  list: { id: string; name: string } | null;
  book: string;
  syncRunId: string;
  email: string | null;
  /** Data field → what was sent; null where it is no longer kept. */
  values: Record<string, string> | null;
  /** What stood then; null: nothing was recorded. */
  consent: { state: 'given' | 'withdrawn'; at: string; text: string | null } | null;
};

export const retainedKinds = [
  'sent_values',
  'run_logs',
  'refused_rows',
  'waiting_files',
  'events',
  'histories',
  'deleted_records',
] as const;
export type RetainedKind = (typeof retainedKinds)[number];

export const retentionWords: Record<RetainedKind, { label: string; goes: string; stays: string }> = {
  sent_values: {
    label: 'Values of exports',
    goes: 'Which values went to Dotdigital, and what was held there before.',
    stays: 'Who was added, changed and left out, when, and why.',
  },
  run_logs: {
    label: 'Logs of sync runs',
    goes: 'The lines of the log.',
    stays: 'The runs with their phases and counts.',
  },
  refused_rows: {
    label: 'Refused rows of files',
    goes: 'Rows of CSV files that were refused, skipped or came in without a value.',
    stays: 'The imports with their counts.',
  },
  waiting_files: {
    label: 'Files nobody started',
    goes: 'Uploaded files whose import was never started.',
    stays: 'Everything that was imported.',
  },
  events: {
    label: 'Events',
    goes: 'What other systems told of people.',
    stays: 'What automations did because of it.',
  },
  histories: {
    label: 'History of records',
    goes: 'Former values of fields; an import of before can’t be undone any more.',
    stays: 'The values of now, and all lines of consent.',
  },
  deleted_records: {
    label: 'Deleted records',
    goes: 'Records that somebody deleted, with their orders, tags and history.',
    stays: 'Those of people who opted out, so that they are not mailed by mistake.',
  },
};

const retentionDays = z
  .int()
  .min(7, { error: 'At least 7 days.' })
  .max(3_650, { error: 'At most 3,650 days.' });

/** null: kept for ever. */
export const Retention = z.partialRecord(z.enum(retainedKinds), retentionDays.nullable());
export type Retention = z.infer<typeof Retention>;

export const RetentionInput = z.strictObject({ kind: z.enum(retainedKinds), days: retentionDays.nullable() });
export type RetentionInput = z.infer<typeof RetentionInput>;

export type RetentionView = {
  kind: RetainedKind;
  /** null: kept for ever. */
  days: number | null;
  /** What would go now. */
  oldCount: number;
};
