import { z } from 'zod';
import type { Channel } from '../channel';
import { idText } from '../text';

export const runStates = ['running', 'waiting', 'finished', 'failed', 'rejected', 'cancelled'] as const;
export type RunState = (typeof runStates)[number];

export const RunPhase = z.object({
  key: z.string(),
  label: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  /** A few words beside the label: "5 of 8 files". */
  detail: z.string().default(''),
  done: z.number().default(0),
  total: z.number().nullable().default(null),
  startedAt: z.string().nullable().default(null),
  finishedAt: z.string().nullable().default(null),
});
export type RunPhase = z.infer<typeof RunPhase>;

export type RunTrigger = 'schedule' | 'button' | 'cli' | 'cron' | 'connect';
export type RunCounts = Record<string, number>;

export type SyncRunView = {
  id: string;
  kind: 'export' | 'import';
  trigger: string;
  state: RunState;
  integration: { id: string; name: string };
  connection: { id: string; listId: string; listName: string; bookName: string; channel: Channel } | null;
  requestedBy: string | null;
  phases: RunPhase[];
  counts: RunCounts;
  apiCallCount: number;
  errorCode: string | null;
  errorMessage: string | null;
  startedAt: string;
  finishedAt: string | null;
};

/** Why a planned row was refused or not sent, in the words people see. Why a person isn't mailed at all is a standing. */
export const reasonLabels: Record<string, string> = {
  invalid_at_dotdigital: 'Address looks invalid to Dotdigital',
  duplicate_at_dotdigital: 'Twice in one file, says Dotdigital',
  failures: 'A value doesn’t fit its data field',
  value_left_out: 'Sent, but a value doesn’t fit its data field',
  watchdog: 'Rejected by Dotdigital’s watchdog',
  import_failed: 'Dotdigital’s import failed',
  file_refused: 'Dotdigital refused the file',
  contact_limit: 'The account is full',
  not_in_book: 'Not in the book, though Dotdigital finished the import',
  never_in_book: 'Three times not in the book, though Dotdigital finished the import',
  book_gone: 'The address book is gone at Dotdigital',
  not_sent: 'Not sent, because the run stopped before',
  came_back: 'Is on the list again',
  not_at_dotdigital: 'Not known at Dotdigital',
  plan_changed: 'The plan changed before it was sent',
  address_changed: 'The contact has the new address, and keeps its history',
  address_known_there: 'The new address is a contact of its own at Dotdigital, which goes on instead',
  old_address_refused: 'Dotdigital does not mail the old address, so its contact keeps it',
  changed_there: 'Changed at Dotdigital meanwhile; the next run sends what is wanted then',
  left_since: 'Has left the book since that run',
  in_book_again: 'Is in the book again',
  changed_since: 'Changed again since that run',
  unknown_before: 'What Dotdigital held before that run isn’t known',
  set_back_in_part: 'Set back, but for some fields',
  address_stays: 'Keeps the new address that the record has',
  was_unsubscribed: 'Was unsubscribed, which only the person takes back',
  no_record_now: 'No record has this address any more',
  resubscribed: 'Subscribed again: agreed since unsubscribing',
  asked_to_confirm: 'Asked by Dotdigital to confirm, and back once they do',
  never_taken_back: 'Dotdigital takes the address back no more',
  other: 'Refused by Dotdigital',
};

/** What a person can do about a refusal of this kind. */
export const reasonCures: Record<string, string> = {
  invalid_at_dotdigital: 'correct the records',
  duplicate_at_dotdigital: 'nothing to do, the address was taken once',
  failures: 'check the field mappings',
  value_left_out: 'correct the value, or the field’s type at Dotdigital',
  watchdog: 'correct or remove poor addresses, then resume',
  import_failed: 'sent again with the next run',
  not_in_book: 'sent again with the next run',
  never_in_book: 'look at the contact in Dotdigital; sent again when a value changes',
  book_gone: 'choose another book in Connection Settings',
  file_refused: 'check the field mappings, then resume',
  contact_limit: 'raise the allowance at Dotdigital, then resume',
  SoftBounced: 'Dotdigital takes them again when mail gets through',
  asked_to_confirm: 'nothing to do, the person follows the link of the mail or not',
  never_taken_back: 'nothing to do here, the person complained or the address is blocked',
  other: 'look at the reason of each',
};

export const runStateWords: Record<RunState, string> = {
  running: 'Running',
  waiting: 'Waiting',
  finished: 'Finished',
  failed: 'Failed',
  rejected: 'Rejected by watchdog',
  cancelled: 'Cancelled',
};

const holds = ['removal_guard', 'empty_list'];

/** A run that waits for a person says for what. */
export const runStateWord = ({ state, errorCode }: Pick<SyncRunView, 'state' | 'errorCode'>): string =>
  state === 'waiting' && errorCode !== null && holds.includes(errorCode)
    ? 'Waiting for approval'
    : runStateWords[state];

export const isUnderWay = (state: RunState): boolean => state === 'running' || state === 'waiting';

export const outcomeWords = {
  added: 'added',
  updated: 'updated',
  removed: 'taken out',
  unsubscribed: 'unsubscribed',
  skipped: 'left out',
  rejected: 'refused',
  awaiting_approval: 'waiting for approval',
  under_way: 'under way',
} as const;
export type RunOutcome = keyof typeof outcomeWords;
export const runOutcomes = Object.keys(outcomeWords) as RunOutcome[];

/** Where a person's own page is. */
export const recordPath = (entity: string, id: bigint | string): string => `/${entity}s/${id}`;

export const RunId = z.object({ id: idText });

export type RunCause = {
  code: string;
  label: string;
  cure: string;
  count: number;
  outcome: 'skipped' | 'rejected';
};

export type RunLogLine = { id: string; at: string; level: 'info' | 'warn' | 'error'; message: string };

export type SyncRunDetail = SyncRunView & {
  causes: RunCause[];
  log: RunLogLine[];
  /** What may still be called, in the scarcest tier. */
  callsLeft: number | null;
  /** The connection waits for this plan's approval, or was stopped by this run. */
  held: { waveId: string; add: number; update: number; remove: number } | null;
  /** Of the rows under way, those that are not sent before someone approves the plan. */
  awaitingApproval: number;
  stopped: boolean;
  /** Rows that can be listed one by one. */
  hasOutcomes: boolean;
  /** It has ended and changed the book that its list still feeds. */
  undoable: boolean;
  /** The run that this one turns round, and the one that turned this one round last. */
  undoes: string | null;
  undoneBy: string | null;
};

/** A data field as Dotdigital is known to hold it, and as it would; null: no value. */
export type ValueChange = { field: string; before: string | null; after: string | null };

export type RunOutcomeRow = {
  n: number;
  email: string | null;
  name: string | null;
  recordId: string | null;
  recordPath: string | null;
  outcome: RunOutcome;
  action: string;
  reason: string | null;
  /** Dotdigital's own words, or the record an address is shared with. */
  said: string | null;
  /** What was sent of the person: each value before and after, as they were then. */
  changes: string | null;
  settledAt: string | null;
};

/** The same with what was to change at Dotdigital. */
export type RunPersonRow = Omit<RunOutcomeRow, 'changes'> & { changes: ValueChange[] };

export type RunRowCount = { outcome: RunOutcome; cause: string | null; count: number };

/** What was planned for a person, in the words of the run's grid. */
export const actionWords: Record<string, string> = {
  add: 'add',
  update: 'update',
  remove: 'take out',
  unsubscribe: 'unsubscribe',
  skip: 'leave out',
};
