import { z } from 'zod';
import { CrmEntity } from '../crm/schemas';
import { idText, plainText, requiredLine } from '../text';
import {
  type DaySource,
  type EngagementBand,
  FilterDefinition,
  type FilterProblem,
} from '@/lib/filters/schemas';
import { ListTimeZone } from './evaluation/filter-questions';
import type { ListFolder } from './lists/list-schemas';

export * from './evaluation/filter-questions';
export * from './lists/list-schemas';
export * from './lists/list-templates';
export * from './members/member-schemas';

export const listTypes = ['dynamic', 'on_demand', 'manual'] as const;
export type ListType = (typeof listTypes)[number];

export const listTypeLabels: Record<ListType, string> = {
  dynamic: 'Dynamic',
  on_demand: 'On demand',
  manual: 'Manual',
};

export const listTypeOptions = [
  { value: 'dynamic', label: 'Dynamic', hint: 'People come and go by themselves as their data changes.' },
  { value: 'on_demand', label: 'On demand', hint: 'People stay as they are until someone presses Update.' },
  { value: 'manual', label: 'Manual', hint: 'People are put in and taken out by hand; there is no filter.' },
] as const;

/** What a new list shows of its people. */
export const defaultColumns = ['firstName', 'lastName', 'email', 'city'] as const;

/** As a list may be called. */
export const ListName = requiredLine('a name');

export const noEmailColumnMessage =
  'Choose at least one column with an e-mail address, so that people on this list can be mailed.';

const listFields = {
  name: ListName,
  description: plainText.trim().max(2_000, { error: 'At most 2,000 characters.' }).default(''),
  type: z.enum(listTypes, { error: 'Choose a type.' }),
  ownerId: idText.nullable().default(null),
  /** Seen by its owner and by admins alone. */
  ownerOnly: z.boolean().default(false),
  folderId: idText.nullable().default(null),
  /** Where its days are counted; null: in the account that it feeds. */
  timeZone: ListTimeZone.default(null),
  columns: z
    .array(plainText.max(64))
    .min(1, { error: noEmailColumnMessage })
    .max(40, { error: 'At most 40 columns.' })
    .transform((names) => [...new Set(names)]),
  filter: FilterDefinition,
};

export const CreateMarketingList = z.object({ ...listFields, entity: CrmEntity });
export type CreateMarketingList = z.infer<typeof CreateMarketingList>;

export const UpdateMarketingList = z.object({ ...listFields, id: idText, version: z.int().min(1) });
export type UpdateMarketingList = z.infer<typeof UpdateMarketingList>;

export const ListId = z.object({ id: idText });
export type ListId = z.infer<typeof ListId>;

export const ListVersion = z.object({ id: idText, version: z.int().min(1) });
export type ListVersion = z.infer<typeof ListVersion>;

export const MarkMember = z.object({ listId: idText, recordId: idText });
export type MarkMember = z.infer<typeof MarkMember>;

export const RemoveMember = MarkMember.extend({ reason: plainText.trim().max(500).default('') });
export type RemoveMember = z.infer<typeof RemoveMember>;

export type ListEvaluation = {
  state: 'never' | 'fresh' | 'failed';
  at: string | null;
  milliseconds: number | null;
  message: string | null;
  /** The filter was changed after the last evaluation. */
  outdated: boolean;
};

export type ListColumn = {
  name: string;
  label: string;
  kind: 'text' | 'date' | 'datetime' | 'number' | 'yesno';
  /** Of an amount: the value that names its currency. */
  currencyColumn?: string;
  /** Of a sum: the value that names what it leaves out. */
  leftOutColumn?: string;
};

export type MarketingListRow = {
  id: string;
  name: string;
  description: string;
  entity: CrmEntity;
  type: ListType;
  owner: { id: string; name: string } | null;
  memberCount: number;
  evaluation: ListEvaluation;
  /** The last campaign sent to a book that this list feeds. */
  lastUsed: { campaign: string; at: string } | null;
  /** Books it feeds. */
  books: { name: string; integration: string }[];
  createdAt: string;
  folder: ListFolder | null;
  /** Marked by the person who asks. */
  favourite: boolean;
  ownerOnly: boolean;
  archivedAt: string | null;
  /** Whether the person who asks may change it; else they read it. */
  canChange: boolean;
};

export type MarketingListView = Omit<MarketingListRow, 'lastUsed'> & {
  version: number;
  columns: ListColumn[];
  /** Every other field of the record that the grid of members can bring in: orders, carts and engagement first. */
  more: ListColumn[];
  filter: FilterDefinition;
  /** "contacts whose city is …"; null when the filter can't be read. */
  sentence: string | null;
  problems: FilterProblem[];
  /** The zone that its days are counted in, and whose it is. */
  timeZone: string;
  timeZoneSource: DaySource;
  /** The zone its people were found by, where that is another one. */
  evaluatedInZone: string | null;
  /** Of the account that it is counted by: the zone before, and when it changed. */
  timeZoneChange: { from: string; at: string } | null;
};

export type EvaluationResult =
  | { state: 'fresh'; memberCount: number; joined: number; left: number; milliseconds: number }
  | { state: 'failed'; message: string };

export type SavedList = { id: string; version: number; evaluation: EvaluationResult | null };

export const memberStates = [
  'in_book',
  'going_out',
  'left_out',
  'refused',
  'no_email',
  'no_mobile',
  'duplicate',
  'in_list',
] as const;
export type MemberState = (typeof memberStates)[number];

export const memberStateLabels: Record<MemberState, string> = {
  in_book: 'in book',
  going_out: 'going out',
  left_out: 'left out',
  refused: 'refused',
  no_email: 'no e-mail',
  no_mobile: 'no mobile number',
  duplicate: 'duplicate',
  in_list: 'in list',
};

export type MemberRow = {
  recordId: string;
  name: string;
  email: string | null;
  /** By column name; dates as ISO text. */
  values: Record<string, string | null>;
  state: MemberState;
  /** Why, in a few words. */
  reason: string | null;
  /** Why the person isn't mailed, as a code; null: nothing keeps them from it. */
  reasonCode: string | null;
  /** Marketing state in words: Subscribed, Unsubscribed, Hard bounced, … */
  marketingState: string;
  subscribed: boolean;
  /** Not offered while Dotdigital's own status, or an opt-out here, says otherwise. */
  canSubscribe: boolean;
  optedOut: boolean;
  contactedCount: number;
  lastContactedAt: string | null;
  lastSentAt: string | null;
  joinedAt: string;
};

/** Who is out of a list or of its mail. */
export type OutRow = {
  recordId: string;
  name: string;
  email: string | null;
  /** removed_by_hand, not_on_list, or the reason that keeps them from mail. */
  code: string;
  /** The same in words. */
  why: string;
  /** The reason that was given, or what let go of them. */
  cause: string | null;
  since: string | null;
  by: string | null;
  stillMatches: boolean;
};

export type RemovedRow = {
  recordId: string;
  name: string;
  email: string | null;
  removedAt: string;
  removedBy: string | null;
  reason: string;
  stillMatches: boolean;
};

export type StaircaseStep = {
  key: 'list' | 'address' | 'unique' | 'allowed' | 'book';
  label: string;
  count: number;
  /** What the grid of members is asked for to show exactly these people; none: everyone. */
  states: string[];
  /** Whom this step leaves out, by reason. */
  leftOut: { label: string; count: number; states: string[] }[];
};

export type ListStaircase = {
  steps: StaircaseStep[];
  /** Net change of today. */
  changeToday: number;
  /** Of a large list: when this was counted. Null: for this look. */
  countedAt: string | null;
  connected: boolean;
  /** The one whose book is meant: the longest-standing. */
  connectionId: string | null;
  bookName: string | null;
  refused: number;
  goingOut: number;
};

export type GrowthDay = { day: string; joined: number; left: number };

/** How the people on a list now respond; what machines did is left out. */
export type ListResponse = {
  /** null: no list can be made of them now. */
  bands: Record<EngagementBand, number> | null;
  /** Those of half a year that some of them were sent, the earliest first; counts are of these people alone. */
  campaigns: {
    id: string;
    name: string;
    sentAt: string;
    recipients: number;
    delivered: number;
    openers: number;
    clickers: number;
    unsubscribed: number;
  }[];
  /** null: at this moment. */
  countedAt: string | null;
};

/** So many people, and what keeps them off the list or changed before. */
export type LeaverCause = { words: string; count: number };
export type LeaverCauses = { conditions: LeaverCause[]; changes: LeaverCause[] };
