import { z } from 'zod';

import { idText } from '@/lib/text';
import type { CrmEntity } from '../fields/entity';
import type { ConsentState, RecordView } from '../records/record-schemas';

export const mergeUndoDays = 30;

export const MergePairInput = z
  .object({ winnerId: idText, loserId: idText })
  .refine((pair) => pair.winnerId !== pair.loserId, {
    path: ['loserId'],
    error: 'A record can’t be merged with itself.',
  });
export type MergePairInput = z.infer<typeof MergePairInput>;

const version = z.number().int();

export const MergeRecordsInput = z
  .object({
    winnerId: idText,
    winnerVersion: version,
    loserId: idText,
    loserVersion: version,
    /** Fields whose value comes from the record that goes: firstName, ownerId, custom.size. */
    take: z.array(z.string().max(60)).max(500),
  })
  .refine((pair) => pair.winnerId !== pair.loserId, {
    path: ['loserId'],
    error: 'A record can’t be merged with itself.',
  });
export type MergeRecordsInput = z.infer<typeof MergeRecordsInput>;

export const FindMergeInput = z.object({ id: idText, q: z.string().max(200).default('') });
export type FindMergeInput = z.input<typeof FindMergeInput>;

export const UndoMergeInput = z.object({ mergeId: idText });
export type UndoMergeInput = z.infer<typeof UndoMergeInput>;

export type MergeCandidate = {
  id: string;
  name: string;
  email: string | null;
  company: string | null;
  city: string | null;
  createdAt: string;
  /** What makes it likely to be the same person; null where only a search found it. */
  same: 'address' | 'phone' | 'name' | null;
};

/** In words, as a page shows them; the owner by name. */
export type MergeField = { name: string; label: string; winner: string | null; loser: string | null };

export type MergedConsent = { state: ConsentState; at: string | null; why: string };

export type MergePreview = {
  winner: RecordView;
  loser: RecordView;
  /** Those that both or either have something in. */
  fields: MergeField[];
  /** Which consent the record has afterwards, with its own address kept and with the other's. */
  consent: { ownAddress: MergedConsent; otherAddress: MergedConsent };
  /** What comes along from the record that goes: books that its address is in, campaigns that were sent to it. */
  follows: {
    orders: number;
    carts: number;
    tags: string[];
    lists: string[];
    events: number;
    books: string[];
    campaigns: number;
  };
};

export type MergeDone = { mergeId: string; id: string; name: string };

/** `kept`: what somebody changed since the merge, in words; it stays as it is. */
export type MergeUndone = {
  winner: { id: string; name: string };
  loser: { id: string; name: string };
  kept: string[];
};

export type MergeView = {
  id: string;
  loser: { id: string; name: string };
  at: string;
  by: string | null;
  undoUntil: string;
};

/** The living record that a merged one went into. */
export type Survivor = { id: string; name: string; entity: CrmEntity; merged: { id: string; name: string } };
