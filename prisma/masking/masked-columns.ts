/**
 * How a column of a table of people reads for masked readers (decision 71).
 * name: its first letter · number: its last two digits · address: first letters · key: as it is, for looking up; it leaves the
 * connection sealed · plain: as it is, but for addresses in it · gone: empty · custom: choices and texts hidden, numbers kept.
 */
export type Mask = 'name' | 'number' | 'address' | 'key' | 'plain' | 'gone' | 'custom';

const plain = (...columns: string[]): Record<string, Mask> =>
  Object.fromEntries(columns.map((column) => [column, 'plain']));
const keyed = { email_key: 'key' } as const satisfies Record<string, Mask>;

/**
 * Every table with rows about people; numbers, moments, yes and no pass. A text that isn't named here is hidden, so what is new stays
 * hidden until somebody decides. `masked-views.db.test.ts` holds the list to the places of lib/privacy.
 */
export const maskedColumns: Readonly<Record<string, Readonly<Record<string, Mask>>>> = {
  crm_records: {
    ...keyed,
    email: 'address',
    first_name: 'name',
    last_name: 'name',
    phone: 'number',
    phone_e164: 'number',
    mobile: 'number',
    // By which people are looked up in a book that is fed by number; it leaves the connection masked.
    mobile_e164: 'key',
    birthday: 'gone',
    birthday_month_day: 'gone',
    website: 'gone',
    custom: 'custom',
    ...plain('company', 'job_title', 'city', 'region', 'country', 'language', 'source'),
  },
  consents: plain('text', 'source', 'origin'),
  record_changes: plain('field', 'origin', 'cause_id'),
  value_conflicts: plain('field', 'winner'),
  record_merges: {},
  record_tags: {},
  orders: plain('number', 'status', 'currency'),
  order_items: plain('sku', 'name'),
  carts: { url: 'gone', ...plain('status', 'currency') },
  cart_items: plain('sku', 'name'),
  record_events: { ...keyed, ...plain('name') },
  record_stats: plain(
    'lifetime_value_currency',
    'lifetime_value_left_out',
    'order_currency',
    'abandoned_cart_currency',
  ),
  record_stats_due: {},
  csv_undo_kept: plain('field', 'origin', 'cause_id'),
  csv_import_rows: plain('outcome'),
  csv_import_chunks: {},
  automation_calls: {},
  automation_firings: plain('part', 'reason_code'),
  insight_items: { ...keyed, ...plain('key', 'reason_code') },
  list_items: plain('unsubscribed_reason'),
  list_events: plain('kind', 'cause'),
  planned_changes: {
    ...keyed,
    email: 'address',
    name: 'name',
    reason_text: 'gone',
    ...plain('action', 'outcome', 'reason_code', 'wanted_hash'),
  },
  told_values: { ...keyed, ...plain('name') },
  address_events: { ...keyed, ...plain('status') },
  book_members: { ...keyed, ...plain('held_hash', 'left_how') },
  campaign_opens: { ...keyed, ...plain('client', 'device', 'machine_rule') },
  campaign_clicks: { ...keyed, ...plain('url', 'url_hash', 'machine_rule') },
  campaign_recipients: keyed,
  returned_addresses: { ...keyed, ...plain('how', 'left_by') },
  dotdigital_contacts: { ...keyed, ...plain('status', 'opt_in_type', 'email_type') },
  sms_contacts: { mobile: 'key', ...plain('status') },
  suppressed_addresses: { ...keyed, ...plain('cause_id') },
  idempotency_keys: {},
};
