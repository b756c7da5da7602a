import type { CrmEntity } from '../crm/schemas';
import type { EngagementBand } from '../filters/schemas';

export type Attention = {
  tone: 'warn' | 'bad' | 'neutral';
  /** Two or three words: "Held for approval". */
  state: string;
  /** Since when, ISO; null where it isn't known. */
  since: string | null;
  subject: string;
  message: string;
  href: string;
  /** What the button says. */
  action: string;
  /** The button asks for the book of this connection to be read back; null: it leads to `href`. */
  readBack: string | null;
};

/** Rates of 0 to 1. */
export type CampaignRates = { opened: number; clicked: number; unsubscribed: number };

export type RecentCampaign = {
  id: string;
  name: string;
  sentAt: string | null;
  sentCount: number;
  bouncedCount: number;
  openerCount: number;
  clickerCount: number;
  unsubscribedCount: number;
  /** Of the account's campaigns before it, up to ten; null: there are fewer than three. */
  median: CampaignRates | null;
};

/** What happened on a day of the installation's calendar; mailable: null where nobody counted on that day. */
export type DayCounts = {
  day: string;
  mailable: number | null;
  joined: number;
  left: number;
  optedOut: number;
};

export type Moves = Pick<DayCounts, 'joined' | 'left' | 'optedOut'>;

export type Changes = {
  /** 60 days, today at the end. */
  days: DayCounts[];
  mailable: number;
  /** Against the last count of the day before yesterday, or the latest before it; null: there is none. */
  mailableChange: number | null;
  /** Since yesterday's midnight. */
  sinceYesterday: Moves;
  inAll: Moves;
  countedAt: string;
};

export type Engagement = { entity: CrmEntity; counts: Record<EngagementBand, number> }[];

export type Next = {
  kind: 'wave' | 'import';
  name: string;
  /** The address book that a wave goes to. */
  to: string | null;
  /** null: it is under way. */
  at: string | null;
  href: string;
};

export type DashboardView = {
  attention: Attention[];
  /** null: nothing was counted yet. */
  changes: Changes | null;
  engagement: Engagement;
  next: Next[];
  hasPeople: boolean;
  integrationCount: number;
  listCount: number;
  /** The newest list that feeds no book yet. */
  unconnectedListId: string | null;
  /** Accounts that are read and sent to. */
  integrations: { id: string; name: string }[];
  /** Books connected to a list. */
  connectionCount: number;
  campaigns: RecentCampaign[];
};

export type DashboardTotals = {
  recordCounts: Record<CrmEntity, number>;
  /** People who are in a connected book now. */
  inBooksCount: number;
};
