import { formatDay } from '@/lib/format';
import { standingWord, standingWords } from '@/lib/standing';
import { findField, type RecordField } from '../fields/fields';
import type { TimelineItem } from '../schemas';

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
  /** The account of Dotdigital that a change came from. */
  account: string | null;
  /** Names of the people before and after, where an owner changed. */
  owner_before: string | null;
  owner_after: string | null;
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
  campaign_unsubscribed: 'Unsubscribed in',
  campaign_soft_bounced: 'Bounced softly from',
  campaign_hard_bounced: 'Bounced hard from',
};

const consentWords: Record<string, string> = {
  'email given': 'Consent given',
  'email withdrawn': 'Opted out of mail',
  'email unknown': 'Consent no longer recorded',
  'sms given': 'SMS consent given',
  'sms withdrawn': 'Opted out of SMS',
  'push given': 'Push consent given',
  'push withdrawn': 'Opted out of push',
};

/** One stored event in words; null for what another event of the same moment already says. */
export function toTimelineItem(row: EventRow, catalogue: readonly RecordField[]): TimelineItem | null {
  const base = { key: row.key, at: row.at.toISOString(), by: causeInWords(row), href: null, detail: null };
  if (row.kind === 'change') return changeInWords(row, base, catalogue);
  if (row.kind === 'consent') {
    return {
      ...base,
      kind: 'consent',
      title: consentWords[row.name] ?? 'Consent changed',
      detail: text(row.after) || null,
    };
  }
  const list = listWords[row.kind];
  if (list)
    return {
      ...base,
      kind: 'list',
      title: `${list} ${row.name}`,
      by: row.origin && listCauseInWords(row.origin),
      href: `/marketing-lists/${String(row.subject_id)}`,
    };
  const campaign = campaignWords[row.kind];
  if (!campaign) return toldByOthers(row, base, catalogue);
  return {
    ...base,
    kind: 'campaign',
    title: `${campaign} ${row.name}`,
    detail: text(row.after) || null,
    href: `/email-campaigns/${String(row.subject_id)}`,
  };
}

type Base = Pick<TimelineItem, 'key' | 'at' | 'by' | 'href' | 'detail'>;

const purchaseWords: Record<string, string> = { order: 'Order', cart: 'Cart' };
const waveWords: Record<string, string> = {
  wave_added: 'Put into',
  wave_updated: 'Changed values sent to',
  wave_removed: 'Taken out of',
  wave_unsubscribed: 'Unsubscribe sent to',
  wave_skipped: 'Left out of',
  wave_rejected: 'Refused by Dotdigital for',
};

function toldByOthers(row: EventRow, base: Base, catalogue: readonly RecordField[]): TimelineItem | null {
  const purchase = purchaseWords[row.kind];
  if (purchase)
    return {
      ...base,
      kind: 'order',
      title: `${purchase} ${row.name}, ${text(row.before)}`,
      detail: text(row.after),
    };
  if (row.kind === 'event') {
    const payload = text(row.after);
    return {
      ...base,
      kind: 'event',
      title: `Event ${row.name}`,
      detail: payload === '{}' ? null : payload.slice(0, 300),
    };
  }
  if (row.kind === 'address_word') return wordOfDotdigital(row, base);
  if (row.kind === 'value_conflict') return conflictInWords(row, base, catalogue);
  if (row.kind === 'book_sent')
    return {
      ...base,
      kind: 'dotdigital',
      title: `Sent to ${row.name}`,
      href: `/integrations/${String(row.subject_id)}`,
    };
  const wave = waveWords[row.kind];
  if (!wave) return null;
  const code = text(row.before);
  const reason = standingWords(code) ?? (text(row.after) || code.replaceAll('_', ' '));
  const times = Number(row.cause ?? 1) > 1 ? `, in ${row.cause} waves` : '';
  return {
    ...base,
    kind: 'dotdigital',
    title: `${wave} ${row.name}`,
    by: null,
    detail: reason ? `${reason}${times}` : times.slice(2) || null,
    href: `/sync-runs/${String(row.subject_id)}`,
  };
}

/** Of a book where `after` names it, else of the whole account `name`. */
function wordOfDotdigital(row: EventRow, base: Base): TimelineItem {
  const [status, book] = [text(row.before), text(row.after)];
  const what = status === 'Subscribed' ? 'Subscribed again' : standingWord(status);
  return {
    ...base,
    kind: 'dotdigital',
    title: `${what} at Dotdigital`,
    detail: book ? `Address book ${book}, ${row.name}` : `Whole account, ${row.name}`,
    href: `/integrations/${String(row.subject_id)}`,
  };
}

/** Two values that met, or one of Dotdigital's that the record can't hold: `cause` is the winner, or why. */
function conflictInWords(row: EventRow, base: Base, catalogue: readonly RecordField[]): TimelineItem {
  const field = findField(catalogue, row.name);
  const label = field?.label ?? row.name;
  const shown = (value: unknown): string => {
    const words = valueInWords(field, text(value));
    return words === '' ? 'nothing' : `“${words.slice(0, 300)}”`;
  };
  const met = `here ${shown(row.before)}, at Dotdigital ${shown(row.after)}`;
  const winner = { crm: 'CRM wins', dotdigital: 'Dotdigital wins' }[row.cause ?? ''];
  return {
    ...base,
    kind: 'dotdigital',
    title: winner ? `${label} changed on both sides: ${winner}` : `${label} not taken from Dotdigital`,
    detail: winner ? met : `${met}: ${row.cause ?? ''}`,
  };
}

/** Why a list's mark came: Dotdigital's word, or what someone here did. */
const listCauseInWords = (cause: string): string => {
  const word = standingWords(cause);
  return word === null ? (cause === 'dotdigital' ? 'Dotdigital' : cause) : `${word}, says Dotdigital`;
};

const eventsOfItsOwn: Record<string, string> = {
  created: 'Record created',
  deleted: 'Record deleted',
  restored: 'Record brought back',
};

function changeInWords(row: EventRow, base: Base, catalogue: readonly RecordField[]): TimelineItem | null {
  const plain = eventsOfItsOwn[row.name];
  if (row.name === 'owner')
    return {
      ...base,
      kind: 'changed',
      title: 'Owner changed',
      detail: `${row.owner_before ?? 'nobody'} → ${row.owner_after ?? 'nobody'}`,
    };
  if (plain)
    return {
      ...base,
      kind: row.name === 'created' || row.name === 'deleted' ? row.name : 'changed',
      title: plain,
    };
  if (row.name === 'merged') return { ...base, kind: 'merged', title: `Merged with ${text(row.after)}` };
  if (row.name === 'mergedInto') return { ...base, kind: 'merged', title: `Merged into ${text(row.after)}` };
  if (row.name === 'unmerged')
    return { ...base, kind: 'merged', title: `Merge with ${text(row.after)} undone` };
  if (row.name === 'tags') return tagsInWords(row, base);
  const field = findField(catalogue, row.name);
  const label = field?.label ?? row.name;
  const [before, after] = [valueInWords(field, text(row.before)), valueInWords(field, text(row.after))];
  if (!before) return { ...base, kind: 'changed', title: `${label} added`, detail: after || null };
  if (!after) return { ...base, kind: 'changed', title: `${label} emptied`, detail: `was ${before}` };
  return { ...base, kind: 'changed', title: `${label} changed`, detail: `${before} → ${after}` };
}

/** As people read it: the label of a choice, yes and no, a day. */
export function valueInWords(field: RecordField | undefined, value: string): string {
  // A day has no zone, and stands with its year.
  if (field?.type === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(value))
    return formatDay(`${value}T00:00:00Z`, 'UTC', 0);
  if (field?.type === 'boolean' && value !== '') return value === 'true' ? 'Yes' : 'No';
  return field?.choices?.find((choice) => choice.value === value)?.label ?? value;
}

/** A line of all tags before and after, or (from a file) of one tag. */
function tagsInWords(row: EventRow, base: Base): TimelineItem {
  const [before, after] = [tagList(row.before), tagList(row.after)];
  const given = after.filter((tag) => !before.includes(tag));
  const taken = before.filter((tag) => !after.includes(tag));
  const words = [
    given.length > 0 ? `given ${given.join(', ')}` : '',
    taken.length > 0 ? `taken ${taken.join(', ')}` : '',
  ]
    .filter(Boolean)
    .join('; ');
  return { ...base, kind: 'changed', title: 'Tags changed', detail: words || null };
}

const tagList = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.filter((one): one is string => typeof one === 'string')
    : typeof value === 'string'
      ? [value]
      : [];

/** Who or what caused a change: "Mira Kessler", "CSV import 12", "Dotdigital". */
export function causeInWords({
  origin,
  cause,
  person,
  account,
}: Pick<EventRow, 'origin' | 'cause' | 'person' | 'account'>): string | null {
  if (origin === 'dotdigital' && account !== null) return `Dotdigital, ${account}`;
  return origin === 'person' ? person : originInWords(origin, cause);
}

export function originInWords(origin: string | null, cause: string | null): string | null {
  if (origin === 'csv' || origin === 'import') return cause ? `CSV import ${cause}` : 'CSV import';
  if (origin === 'dotdigital') return 'Dotdigital';
  if (origin === 'rest') return 'REST API';
  return origin === 'person' ? null : origin;
}

const text = (value: unknown): string =>
  typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value);
