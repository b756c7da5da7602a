import { z } from 'zod';
import { CrmEntity, RecordChoice } from '@/lib/crm/schemas';
import { idText, plainText, requiredLine } from '@/lib/text';

/** What one paste, one selection or one change may hold; more is refused by name. */
export const memberLimits = { lines: 50_000, textLength: 3_000_000, picked: 5_000 } as const;

const recordIds = z
  .array(idText)
  .min(1, { error: 'Choose at least one record.' })
  .max(memberLimits.picked, { error: `At most ${memberLimits.picked} records at a time.` });

export const AddMembers = z.object({ listId: idText, recordIds });
export type AddMembers = z.infer<typeof AddMembers>;

/** From a records grid: rows chosen by hand, or everyone it shows, in the number that was seen. */
export const AddChosenInput = z.object({
  listId: idText,
  choice: RecordChoice,
  expected: z.number().int().min(0),
});
export type AddChosenInput = z.infer<typeof AddChosenInput>;

export const RemoveMembers = z.object({
  listId: idText,
  recordIds,
  reason: plainText.trim().max(500).default(''),
});
export type RemoveMembers = z.infer<typeof RemoveMembers>;

export const RestoreMembers = z.object({
  listId: idText,
  recordIds,
  reason: plainText.trim().max(500).default(''),
});
export type RestoreMembers = z.infer<typeof RestoreMembers>;

export const PastedAddresses = z.object({
  listId: idText,
  text: plainText.max(memberLimits.textLength, {
    error: 'At most 3 million characters at a time. Import a CSV file, or paste them in parts.',
  }),
});
export type PastedAddresses = z.infer<typeof PastedAddresses>;

export const FindAddable = z.object({ listId: idText, q: plainText.trim().max(200).default('') });
export type FindAddable = z.infer<typeof FindAddable>;

/** The grids whose people can be made into a list, each with what it is a grid of: a list, a run, a book, an account or a campaign. */
export const peopleSources = [
  'members',
  'removed',
  'run',
  'book',
  'account',
  'connected',
  'campaign',
] as const;

export const ShownPeople = z.object({
  kind: z.enum(peopleSources),
  /** Of a list, run, book, account or campaign; of the connected books together there is none. */
  id: idText.default('0'),
  /** The grid's search and filters, as they stand in its address. */
  query: plainText.max(20_000).default(''),
});
export type ShownPeople = z.infer<typeof ShownPeople>;

export const CreateListOfShown = ShownPeople.extend({
  name: requiredLine('a name'),
  entity: CrmEntity,
  /** How many the person was told they are. */
  expected: z.number().int().min(0),
});
export type CreateListOfShown = z.infer<typeof CreateListOfShown>;

/** So many of those shown are records, by kind. */
export type ListablePeople = { entity: CrmEntity; count: number }[];

/** What became of those who were to be put on a list. */
export type AddedMembers = {
  added: number;
  /** Taken off by hand before, put back by this. */
  restored: number;
  already: number;
  /** Deleted meanwhile, or not of the list's entity. */
  unknown: number;
  memberCount: number;
};

export type ChangedMembers = { changed: number; memberCount: number };

export const pasteOutcomes = ['new', 'removed', 'member', 'unknown', 'no_address', 'repeated'] as const;
export type PasteOutcome = (typeof pasteOutcomes)[number];

export const pasteOutcomeLabels: Record<PasteOutcome, string> = {
  new: 'will be added',
  removed: 'was removed, will be put back',
  member: 'on the list already',
  unknown: 'no record has this address',
  no_address: 'no e-mail address',
  repeated: 'stands above already',
};

/** Beside a number: "2 will be added, 1 unknown". */
export const pasteOutcomeCounts: Record<PasteOutcome, string> = {
  new: 'will be added',
  removed: 'will be put back',
  member: 'on the list already',
  unknown: 'unknown',
  no_address: 'without an address',
  repeated: 'repeated',
};

export type PastedLine = {
  /** Counts from 1. */
  line: number;
  text: string;
  outcome: PasteOutcome;
  record: { id: string; name: string } | null;
  /** More records with this address; the oldest is taken. */
  others: number;
};

/** All lines that can't be added, and the first few hundred of each other kind; counts are of all. */
export type PastedCheck = { lines: PastedLine[]; counts: Record<PasteOutcome, number> };

export type AddablePerson = {
  id: string;
  name: string;
  email: string | null;
  city: string | null;
  state: 'new' | 'member' | 'removed';
};
