import { findRecordField } from './fields';
import type { TimelineItem } from './schemas';

export type EventRow = {
  at: Date;
  key: string;
  kind: string;
  subject_id: bigint | null;
  name: string;
  before: unknown;
  after: unknown;
  origin: string | null;
  cause: string | null;
  person: string | null;
};

const listWords: Record<string, string> = {
  list_joined: 'Joined the list',
  list_left: 'Left the list',
  list_removed: 'Removed by hand from the list',
  list_restored: 'Restored in the list',
  list_unsubscribed: 'Unsubscribed in the list',
  list_subscribed: 'Subscribed again in the list',
};

const campaignWords: Record<string, string> = {
  campaign_sent: 'Was sent',
  campaign_opened: 'Opened',
  campaign_clicked: 'Clicked in',
};

const consentWords: Record<string, string> = {
  given: 'Consent given',
  withdrawn: 'Opted out of mail',
  unknown: 'Consent no longer recorded',
};

/** One stored event in words; null for what another event of the same moment already says. */
export function toTimelineItem(row: EventRow): TimelineItem | null {
  const base = { key: row.key, at: row.at.toISOString(), by: causeInWords(row), href: null, detail: null };
  if (row.kind === 'change') return changeInWords(row, base);
  if (row.kind === 'consent') {
    return { ...base, kind: 'consent', title: consentWords[row.name] ?? 'Consent changed', detail: text(row.after) || null };
  }
  const list = listWords[row.kind];
  if (list) return { ...base, kind: 'list', title: `${list} ${row.name}`, by: row.origin, href: `/marketing-lists/${String(row.subject_id)}` };
  const campaign = campaignWords[row.kind];
  if (!campaign) return null;
  return { ...base, kind: 'campaign', title: `${campaign} ${row.name}`, detail: text(row.after) || null, href: `/email-campaigns/${String(row.subject_id)}` };
}

type Base = Pick<TimelineItem, 'key' | 'at' | 'by' | 'href' | 'detail'>;

function changeInWords(row: EventRow, base: Base): TimelineItem | null {
  // The consent line beside it says more.
  if (row.name === 'consentState') return null;
  if (row.name === 'created') return { ...base, kind: 'created', title: 'Record created' };
  if (row.name === 'deleted') return { ...base, kind: 'deleted', title: 'Record deleted' };
  if (row.name === 'owner') return { ...base, kind: 'changed', title: 'Owner changed' };
  const label = findRecordField(row.name)?.label ?? row.name;
  const [before, after] = [text(row.before), text(row.after)];
  if (!before) return { ...base, kind: 'changed', title: `${label} added`, detail: after || null };
  if (!after) return { ...base, kind: 'changed', title: `${label} emptied`, detail: `was ${before}` };
  return { ...base, kind: 'changed', title: `${label} changed`, detail: `${before} → ${after}` };
}

function causeInWords(row: EventRow): string | null {
  if (row.origin === 'person') return row.person ?? null;
  if (row.origin === 'csv' || row.origin === 'import') return row.cause ? `CSV import ${row.cause}` : 'CSV import';
  if (row.origin === 'dotdigital') return 'Dotdigital';
  return row.origin;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value));
