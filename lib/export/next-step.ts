import type { EmptyPolicy } from '../data-fields/schemas';

export const fileKinds = ['import_v2', 'import_v3'] as const;
/** By which of Dotdigital's services the people of a file go. */
export type FileKind = (typeof fileKinds)[number];
export type BatchKind = 'unsubscribe' | 'rename' | 'remove' | 'resubscribe' | 'join' | FileKind;
/** What carries people's values. */
export const carrierKinds: readonly BatchKind[] = [...fileKinds, 'join'];

export type BatchState = 'prepared' | 'sending' | 'submitted' | 'finished' | 'rejected' | 'unknown';

export type Batch = {
  id: bigint;
  n: number;
  kind: BatchKind;
  state: BatchState;
  rowCount: number;
  attempts: number;
  pollCount: number;
  submittedAt: Date | null;
  nextPollAt: Date | null;
  importId: string | null;
  /** What empty values do in the file that is next or under way, and in those behind it. */
  policies: readonly EmptyPolicy[];
  keptFields: string[];
};

export type FileBatch = Batch & { kind: FileKind };
export const isFileKind = (kind: BatchKind): kind is FileKind => fileKinds.some((one) => one === kind);
export const isFileBatch = (batch: Batch): batch is FileBatch => isFileKind(batch.kind);
export const carriesValues = ({ kind }: Pick<Batch, 'kind'>): boolean => carrierKinds.includes(kind);

export type Step =
  | { kind: 'send'; batch: Batch }
  | { kind: 'poll'; batch: Batch }
  /** until null: nothing to do before someone acts (paused, held). */
  | { kind: 'wait'; until: Date | null }
  | { kind: 'finish' };

type Situation = {
  batches: readonly Batch[];
  now: Date;
  /** Off while paused, held or stopped: then only opt-outs go out, and what was sent is followed up. */
  maySend: boolean;
  /** Imports under way at Dotdigital for this account, ours and other waves'. */
  activeImports: number;
};

/** Dotdigital takes 25 at a time; one is left for whoever works there by hand. */
export const maxActiveImports = 24;

const order: readonly (readonly BatchKind[])[] = [
  ['unsubscribe'],
  ['rename'],
  ['remove'],
  ['resubscribe'],
  ['join'],
  fileKinds,
];

/** What comes next in a wave: opt-outs before all else, then new addresses, then removals to their end, then who is asked back, then who goes one by one, then files. */
export function nextStep({ batches, now, maySend, activeImports }: Situation): Step {
  const open = batches.filter(({ state }) => state !== 'finished' && state !== 'rejected');
  if (open.length === 0) return { kind: 'finish' };
  let until: Date | null = null;
  for (const kinds of order) {
    const ofKind = open.filter(({ kind }) => kinds.includes(kind));
    if (ofKind.length === 0) continue;
    const submitted = ofKind.filter(({ state }) => state === 'submitted' || state === 'unknown');
    const due = submitted.find(({ nextPollAt }) => nextPollAt === null || nextPollAt <= now);
    if (due) return { kind: 'poll', batch: due };
    const unsent = ofKind.find(({ state }) => state === 'prepared' || state === 'sending');
    const room = kinds !== fileKinds || activeImports < maxActiveImports;
    if (unsent && room && (maySend || unsent.kind === 'unsubscribe')) return { kind: 'send', batch: unsent };
    for (const { nextPollAt } of submitted) {
      if (nextPollAt && (until === null || nextPollAt < until)) until = nextPollAt;
    }
    if (unsent && !room) until = soonest(until, new Date(now.getTime() + 15_000));
    // What stands behind waits until these are through; held ones (nothing under way) let nothing of theirs wait either.
    if (submitted.length > 0) return { kind: 'wait', until };
  }
  return { kind: 'wait', until };
}

const soonest = (a: Date | null, b: Date): Date => (a !== null && a < b ? a : b);

const pollSeconds = [1, 1, 2, 3, 5, 8, 13, 20, 30, 60, 120, 300];

/** Quick at first, so that a small book feels live; five minutes at most. */
export function nextPollDelayMs(pollCount: number): number {
  return (pollSeconds[Math.min(pollCount, pollSeconds.length - 1)] ?? 300) * 1000;
}

/** 5 s, 10 s, 20 s … a quarter of an hour, with a little chance in it so that many connections don't knock together. */
export function retryDelayMs(attempts: number, random: number): number {
  const most = 15 * 60_000;
  return Math.round(Math.min(5_000 * 2 ** Math.min(attempts, 10), most) * (0.8 + 0.4 * random));
}
