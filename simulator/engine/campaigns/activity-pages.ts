import type { PageWindow } from '../contact-pages';
import { notFound } from '../failure';
import type { SqlValue } from '../store';
import type { World } from '../world';

export interface RecipientRow {
  campaign: number;
  contact: number;
  email: string;
  sent: number;
  touched: number;
  opens: number;
  clicks: number;
  pageViews: number;
  forwards: number;
  estimatedForwards: number;
  replies: number;
  firstOpened: number | null;
  lastOpened: number | null;
  firstIp: string | null;
  unsubscribed: number;
  softBounced: number;
  hardBounced: number;
}

export interface OpenRow {
  id: number;
  contact: number;
  email: string;
  at: number;
  client: string;
  clientVersion: string;
  ip: string;
  agent: string;
  isHtml: number;
  isForward: number;
}

export interface ClickRow {
  id: number;
  contact: number;
  email: string;
  at: number;
  url: string;
  keyword: string;
  ip: string;
  agent: string;
}

export interface Narrowing {
  since?: number;
  contact?: number;
}

const fewRows = 20_000;

interface Walk {
  table: string;
  key: string;
  dateColumn: string;
  dateIndex: string;
}

/** A page in order of its key; the end of the last page is remembered while nothing is written. */
function walk<T extends Record<string, unknown>>(
  world: World,
  { table, key, dateColumn, dateIndex }: Walk,
  campaign: number,
  narrow: Narrowing,
  page: PageWindow,
): T[] {
  const compare = world.settings.sinceInclusive ? '>=' : '>';
  const conditions = ['t.campaign = ?'];
  const values: SqlValue[] = [campaign];
  if (narrow.contact !== undefined) {
    conditions.push('t.contact = ?');
    values.push(narrow.contact);
  }
  let index = '';
  if (narrow.since !== undefined) {
    const changed = world.store.number(
      `SELECT count(*) AS n FROM (SELECT 1 FROM ${table} t WHERE t.campaign = ? AND t.${dateColumn} ${compare} ? LIMIT ${fewRows + 1})`,
      campaign,
      narrow.since,
    );
    const byDate = changed <= fewRows && narrow.contact === undefined;
    if (byDate) index = `INDEXED BY ${dateIndex}`;
    // The + keeps SQLite from fetching by date what it would then have to sort.
    conditions.push(`${byDate ? '' : '+'}t.${dateColumn} ${compare} ?`);
    values.push(narrow.since);
  }
  const email = table === 'recipients' ? '' : ', r.email';
  const join =
    table === 'recipients' ? '' : 'JOIN recipients r ON r.campaign = t.campaign AND r.contact = t.contact';
  const where = conditions.join(' AND ');
  const memoKey = `activity ${table} ${where} ${values.join(' ')}`;
  const mark = world.memo.get(memoKey) as { skip: number; last: number; changes: number } | undefined;
  const goesOn =
    mark && page.skip > 0 && mark.skip === page.skip && mark.changes === world.store.changesOf(table);
  const from = `FROM ${table} t ${index} ${join} WHERE ${where}`;
  const after = goesOn
    ? mark.last
    : keyBefore(world, `${table} t ${index} WHERE ${where}`, key, values, page.skip);
  const rows =
    after === undefined
      ? []
      : world.store.rows<T>(
          `SELECT t.*${email} ${from} AND t.${key} > ? ORDER BY t.${key} LIMIT ?`,
          ...values,
          after,
          page.select,
        );
  const last = rows.at(-1)?.[key];
  if (typeof last === 'number')
    world.memo.set(memoKey, { skip: page.skip + rows.length, last, changes: world.store.changesOf(table) });
  return rows;
}

/** The key of the last row that is passed over, found by the index alone; nothing when there are not so many. */
function keyBefore(
  world: World,
  selection: string,
  key: string,
  values: SqlValue[],
  skip: number,
): number | undefined {
  if (skip === 0) return -1;
  return world.store.row<{ n: number }>(
    `SELECT t.${key} AS n FROM ${selection} ORDER BY t.${key} LIMIT 1 OFFSET ?`,
    ...values,
    skip - 1,
  )?.n;
}

/** One row per recipient, those who did nothing included; with a date, those touched since, with counters as they stand. */
export function listActivities(
  world: World,
  campaign: number,
  narrow: Narrowing,
  page: PageWindow,
): RecipientRow[] {
  return walk<RecipientRow & Record<string, unknown>>(
    world,
    { table: 'recipients', key: 'contact', dateColumn: 'touched', dateIndex: 'recipientsTouched' },
    campaign,
    narrow,
    page,
  );
}

export function getActivity(world: World, campaign: number, contact: number): RecipientRow {
  const row = world.store.row<RecipientRow>(
    'SELECT * FROM recipients WHERE campaign = ? AND contact = ?',
    campaign,
    contact,
  );
  if (!row) throw notFound('ERROR_CONTACT_NOT_FOUND');
  return row;
}

export function listOpens(world: World, campaign: number, narrow: Narrowing, page: PageWindow): OpenRow[] {
  return walk<OpenRow & Record<string, unknown>>(
    world,
    { table: 'opens', key: 'id', dateColumn: 'at', dateIndex: 'opensAt' },
    campaign,
    narrow,
    page,
  );
}

export function listClicks(world: World, campaign: number, narrow: Narrowing, page: PageWindow): ClickRow[] {
  return walk<ClickRow & Record<string, unknown>>(
    world,
    { table: 'clicks', key: 'id', dateColumn: 'at', dateIndex: 'clicksAt' },
    campaign,
    narrow,
    page,
  );
}

export interface PageViewRow {
  id: number;
  contact: number;
  email: string;
  at: number;
  url: string;
}

export function listPageViews(
  world: World,
  campaign: number,
  narrow: Narrowing,
  page: PageWindow,
): PageViewRow[] {
  return walk<PageViewRow & Record<string, unknown>>(
    world,
    { table: 'pageViews', key: 'id', dateColumn: 'at', dateIndex: 'pageViewsAt' },
    campaign,
    narrow,
    page,
  );
}

export interface RoiRow {
  id: number;
  contact: number;
  email: string;
  marker: string;
  dataType: 'String' | 'Numeric' | 'Date' | 'Boolean';
  value: string;
  at: number;
}

export function listRoiDetails(
  world: World,
  campaign: number,
  narrow: Narrowing,
  page: PageWindow,
): RoiRow[] {
  return world.store.rows<RoiRow>(
    `SELECT d.*, r.email FROM roiDetails d JOIN recipients r ON r.campaign = d.campaign AND r.contact = d.contact
     WHERE d.campaign = ? AND d.at >= ? AND (? IS NULL OR d.contact = ?) ORDER BY d.id LIMIT ? OFFSET ?`,
    campaign,
    narrow.since ?? 0,
    narrow.contact ?? null,
    narrow.contact ?? null,
    page.select,
    page.skip,
  );
}

export interface ReplyRow {
  contact: number;
  email: string;
  at: number;
  subject: string;
  message: string;
  kind: string;
}

export function listReplies(world: World, campaign: number, contact: number, page: PageWindow): ReplyRow[] {
  return world.store.rows<ReplyRow>(
    `SELECT p.*, r.email FROM replies p JOIN recipients r ON r.campaign = p.campaign AND r.contact = p.contact
     WHERE p.campaign = ? AND p.contact = ? ORDER BY p.id LIMIT ? OFFSET ?`,
    campaign,
    contact,
    page.select,
    page.skip,
  );
}
