import type { CrmEntity } from '../crm/schemas';

export type Attention = {
  tone: 'warn' | 'bad';
  /** Two or three words: "Held for approval". */
  state: string;
  /** Since when, ISO; null where it isn't known. */
  since: string | null;
  subject: string;
  message: string;
  href: string;
  /** What the button says. */
  action: string;
};

export type RecentCampaign = {
  id: string;
  name: string;
  sentAt: string | null;
  sentCount: number;
  bouncedCount: number;
  openerCount: number;
  clickerCount: number;
  unsubscribedCount: number;
};

export type DashboardView = {
  attention: Attention[];
  recordCounts: Record<CrmEntity, number>;
  integrationCount: number;
  listCount: number;
  /** The newest list that feeds no book yet. */
  unconnectedListId: string | null;
  /** Accounts that are read and sent to. */
  integrations: { id: string; name: string }[];
  /** Books connected to a list. */
  connectionCount: number;
  /** People who are in a connected book now. */
  inBooksCount: number;
  campaigns: RecentCampaign[];
};
