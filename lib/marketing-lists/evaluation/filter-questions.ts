import { z } from 'zod';
import { CrmEntity } from '@/lib/crm/schemas';
import { idText, plainText } from '@/lib/text';
import { isTimeZone } from '@/lib/time-zone';
import {
  FilterDefinition,
  type Combinator,
  type FilterPath,
  type FilterProblem,
} from '@/lib/filters/schemas';

/** A zone by any name that clocks know it by; null: that of the account which the list feeds. */
export const ListTimeZone = plainText
  .trim()
  .max(64, { error: 'Choose a time zone.' })
  .refine(isTimeZone, { error: 'No time zone is called so. Choose one, Europe/London for example.' })
  .nullable();

/**
 * First without `exact`: answers within a second, by a marked sample where counting takes longer. Is the answer
 * an estimate, ask again with `exact`: the figure itself, stopped after 30 s.
 */
export const CountFilter = z.object({
  entity: CrmEntity,
  filter: FilterDefinition,
  /** The list that is being edited: its filter may not ask for itself. */
  listId: idText.nullable().default(null),
  /** As the form has it; left out: as the list has it. */
  timeZone: ListTimeZone.optional(),
  exact: z.boolean().default(false),
});
export type CountFilter = z.infer<typeof CountFilter>;
export type CountFilterInput = z.input<typeof CountFilter>;

/** Asked before a changed filter is saved. */
export const PreviewFilterChange = z.object({
  listId: idText,
  filter: FilterDefinition,
  /** As the form has it; left out: as the list has it. */
  timeZone: ListTimeZone.optional(),
});
export type PreviewFilterChange = z.infer<typeof PreviewFilterChange>;

/** `who`: the number of a record, or an address. */
export const ExplainMembership = z.object({
  listId: idText,
  who: plainText.trim().min(1, { error: 'Enter an address.' }).max(320, { error: 'At most 320 characters.' }),
});
export type ExplainMembership = z.infer<typeof ExplainMembership>;

export const CompareLists = z.object({ a: idText, b: idText });
export type CompareLists = z.infer<typeof CompareLists>;

export type SamplePerson = { id: string; name: string; email: string | null; city: string | null };

export type Accuracy = 'exact' | 'estimate';

/** A figure of a part of the filter; `under` as of the whole. */
export type PartSize = { path: FilterPath; count: number; under: number | null };

export type FilterCount = {
  /** null while the filter has problems, and where counting was stopped before anything was known. */
  count: number | null;
  /** An estimate comes from a sample: mark it, then ask again with `exact`. */
  accuracy: Accuracy;
  /** The sample held nobody: there are fewer than this, and 0 is not known. Otherwise null. */
  under: number | null;
  milliseconds: number;
  sample: SamplePerson[];
  /** How many people each condition (before its Not) and each group alone means; empty where that would have taken too long. */
  sizes: PartSize[];
  sizesAccuracy: Accuracy;
  /** Counting took over 30 s: what to say, and the condition that costs most. */
  stopped: { message: string; path: FilterPath | null } | null;
  sentence: string | null;
  problems: FilterProblem[];
};

export type UpdatePreview = {
  joining: number;
  leaving: number;
  unchanged: number;
  joiningSample: SamplePerson[];
  leavingSample: SamplePerson[];
};

/** Someone who would come in or go out, and the condition that decided it. */
export type MovingPerson = SamplePerson & {
  /** Coming in: the condition of the filter as it stands that kept the person out. Going out: the one of the new filter. */
  decidedBy: { path: FilterPath; words: string; /** The person's own value. */ value: string } | null;
  /** Where no condition decided: why, in a few words. */
  note: string | null;
};

export type FilterChangePreview = {
  problems: FilterProblem[];
  joining: number;
  leaving: number;
  staying: number;
  /** Would match, and stays off: taken off the list by hand. */
  removedByHand: number;
  joiningSample: MovingPerson[];
  leavingSample: MovingPerson[];
  /** Of those coming in: how many can be mailed, and whom what leaves out. */
  mailable: { count: number; leftOut: { code: string; label: string; count: number }[] };
  /** What the next wave of each connected book would add and remove because of this. */
  books: {
    connectionId: string;
    bookName: string;
    integration: string;
    adding: number;
    removing: number;
    inBook: number;
  }[];
  /** An on-demand list changes only when someone presses Update. */
  onUpdateOnly: boolean;
};

/** One condition or group for one person. */
export type ExplainedRule = {
  path: FilterPath;
  kind: 'condition' | 'group';
  combinator: Combinator | null;
  not: boolean;
  /** "whose city is “Berlin”"; of a group: "all of these", "any of these", "none of these". */
  words: string;
  /** The person's own value in words; null for a group. */
  value: string | null;
  /** After its Not. */
  holds: boolean;
  rules: ExplainedRule[];
};

/** One step from the list to the book. ok null: does not apply. */
export type ExplainedStep = {
  key: 'removed' | 'address' | 'duplicate' | 'consent' | 'marks' | 'dotdigital' | 'gate' | 'book' | 'wave';
  label: string;
  ok: boolean | null;
  words: string;
};

export type ExplainedRecord = {
  recordId: string;
  name: string;
  email: string | null;
  entity: CrmEntity;
  /** Counted as a member now. */
  inList: boolean;
  /** Why the person isn't mailed through the book that the list's page shows; null: they are. */
  code: string | null;
  /** The filter means this person at this moment; null: a manual list, or a filter that can't be read. */
  matches: boolean | null;
  /** One sentence: in or not, mailed or not, and why. */
  verdict: string;
  filter: ExplainedRule | null;
  /** Those of the list itself, then for each connected book. */
  steps: ExplainedStep[];
  books: {
    connectionId: string;
    bookName: string;
    integration: string;
    code: string | null;
    steps: ExplainedStep[];
  }[];
  /** What would have to change for the person to be in the list and mailed; empty if nothing. */
  toChange: string[];
};

export type MembershipExplanation = {
  who: string;
  /** One for each record of the list's entity with this address; empty: `message` says why. */
  records: ExplainedRecord[];
  message: string | null;
  problems: FilterProblem[];
};

export type ListComparison = {
  /** Lists of different entities meet by address. */
  by: 'record' | 'address';
  a: { id: string; name: string; count: number };
  b: { id: string; name: string; count: number };
  both: number;
  onlyA: number;
  onlyB: number;
};

/** Living lists that name a field, by its name. */
export type FieldUsage = {
  field: string;
  lists: { id: string; name: string; inFilter: boolean; inColumns: boolean }[];
};
