import { readChannel } from '../channel';
import { visibleLists, type Context } from '../context';
import { awaitsApproval, liveConnection, openWave } from './live-connection';
import { Prisma } from '../db';
import { effectiveOptions } from './effective-options';
import { heldByRestore } from './held-by-restore';
import { notFound } from '../errors';
import { fetchSeenList } from '../marketing-lists';
import { permit } from '../permissions';
import { quietUntil, readAllSettings } from '../settings';
import type { SettingValues } from '../settings/schemas';
import { zoneOr } from '../time-zone';
import { setAsideReasons } from '../standing';
import {
  Comparison,
  connectionStatuses,
  pauseKinds,
  ShadowReport,
  type ConnectionState,
  type ConnectionStatus,
  type ConnectionView,
} from './schemas';

type Row = {
  id: bigint;
  version: number;
  list_id: bigint;
  state: ConnectionState;
  state_code: string | null;
  state_message: string | null;
  paused_until: Date | null;
  options: unknown;
  shadow: unknown;
  last_exported_at: Date | null;
  next_export_at: Date | null;
  due: boolean | null;
  restored: boolean;
  integration_id: bigint;
  integration_name: string;
  integration_active: boolean;
  no_answer: string | null;
  time_zone: string | null;
  book_id: bigint;
  book_name: string;
  visibility: string;
  channel: string;
  contact_count: number;
  gone_at: Date | null;
  wave_id: bigint | null;
  wave_phase: string | null;
  wave_counts: { add: number; update: number; remove: number } | null;
  wave_open: boolean | null;
  run_id: bigint | null;
  run_state: string | null;
  run_error: string | null;
  in_book: number;
  in_book_as_of: Date | null;
  in_step: unknown;
  reading_back: boolean;
  taken_off: number;
  deleted: number;
  ours: number;
  refused: number;
  under_way: number;
  awaiting: number;
  stuck: boolean;
  fields_gone: string | null;
};

/** The connections of a list, each with one word and one sentence on how it stands. */
export async function getListConnections(ctx: Context, listId: string): Promise<ConnectionView[]> {
  permit(ctx, 'connections.read');
  await fetchSeenList(ctx, ctx.db.prisma, BigInt(listId));
  return selectConnections(ctx, Prisma.sql`c.list_id = ${BigInt(listId)} ORDER BY n.name, c.id`);
}

/** One connection; one that was disconnected isn't there. */
export async function getConnection(ctx: Context, id: string): Promise<ConnectionView> {
  permit(ctx, 'connections.read');
  const [found] = await selectConnections(ctx, Prisma.sql`c.id = ${BigInt(id)}`);
  if (!found) throw notFound('connection');
  return found;
}

type PageInput = {
  after: string | null;
  limit: number;
  filter: { marketingListId?: string; integrationId?: string };
};

/** Connections by id, those behind `after` first. */
export async function pageConnections(
  ctx: Context,
  { after, limit, filter }: PageInput,
): Promise<{ data: ConnectionView[]; nextCursor: string | null }> {
  permit(ctx, 'connections.read');
  const of = (column: Prisma.Sql, id: string | undefined): Prisma.Sql =>
    id === undefined ? Prisma.sql`true` : Prisma.sql`${column} = ${BigInt(id)}`;
  const found = await selectConnections(
    ctx,
    Prisma.sql`
    c.id > ${BigInt(after ?? 0)} AND ${of(Prisma.sql`c.list_id`, filter.marketingListId)} AND ${of(Prisma.sql`c.integration_id`, filter.integrationId)}
    ORDER BY c.id LIMIT ${limit + 1}`,
  );
  const data = found.slice(0, limit);
  return { data, nextCursor: found.length > limit ? (data.at(-1)?.id ?? null) : null };
}

async function selectConnections(ctx: Context, which: Prisma.Sql): Promise<ConnectionView[]> {
  const rows = await ctx.db.prisma.$queryRaw<Row[]>`
    SELECT c.id, c.version, c.list_id, c.state::text, c.state_code, c.state_message, c.paused_until, c.options, c.shadow, c.last_exported_at, c.next_export_at, c.next_export_at <= ${ctx.now()} AS due, c.restored_at IS NOT NULL AS restored,
      n.id AS integration_id, n.name AS integration_name, n.active AS integration_active,
      CASE WHEN n.health_code = 'no_answer' THEN n.health_message END AS no_answer, n.time_zone,
      b.id AS book_id, b.name AS book_name, b.visibility, b.channel, b.contact_count, b.gone_at,
      w.id AS wave_id, w.phase::text AS wave_phase, w.counts AS wave_counts, ${openWave()} AS wave_open,
      r.id AS run_id, r.state::text AS run_state, r.error_message AS run_error,
      greatest(c.read_back_at, (SELECT max(v.finished_at) FROM waves v WHERE v.connection_id = c.id AND v.phase = 'settled')) AS in_book_as_of,
      c.in_step, c.read_back_asked_at IS NOT NULL AND coalesce(c.read_back_at < c.read_back_asked_at, true) AS reading_back,
      gone.taken_off, gone.deleted, members.in_book, members.ours, refused.count AS refused,
      coalesce(rows.under_way, 0) AS under_way, coalesce(rows.awaiting, 0) AS awaiting,
      EXISTS (SELECT FROM export_batches e WHERE e.wave_id = w.id AND e.state = 'unknown') AS stuck,
      (SELECT string_agg(f.name, ', ' ORDER BY f.name) FROM field_mappings g JOIN field_mapping_rows o ON o.mapping_id = g.id
        JOIN data_fields f ON f.id = o.data_field_id AND f.gone_at IS NOT NULL
        WHERE g.integration_id = c.integration_id AND g.entity = l.entity) AS fields_gone
    FROM connections c
    JOIN marketing_lists l ON l.id = c.list_id AND ${visibleLists(ctx)}
    JOIN integrations n ON n.id = c.integration_id
    JOIN address_books b ON b.id = c.address_book_id
    LEFT JOIN LATERAL (SELECT * FROM waves w WHERE w.connection_id = c.id ORDER BY w.id DESC LIMIT 1) w ON true
    LEFT JOIN sync_runs r ON r.id = w.sync_run_id
    LEFT JOIN LATERAL (
      SELECT count(*)::int AS under_way, (count(*) FILTER (WHERE ${awaitsApproval}))::int AS awaiting
      FROM planned_changes p JOIN export_batches e ON e.id = p.batch_id
      WHERE p.wave_id = w.id AND p.outcome IS NULL AND ${openWave()}) rows ON true
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS in_book, (count(*) FILTER (WHERE m.put_there_by_us))::int AS ours
      FROM book_members m WHERE m.address_book_id = c.address_book_id AND m.present) members
    CROSS JOIN LATERAL (
      SELECT (count(*) FILTER (WHERE m.left_how <> 'deleted'))::int AS taken_off, (count(*) FILTER (WHERE m.left_how = 'deleted'))::int AS deleted
      FROM book_members m JOIN list_items i ON i.list_id = c.list_id AND i.record_id = m.record_id AND i.in_filter AND i.removed_at IS NULL
      WHERE m.address_book_id = c.address_book_id AND m.left_how IS NOT NULL AND NOT m.present) gone
    CROSS JOIN LATERAL (
      SELECT count(DISTINCT p.email_key)::int AS count
      FROM waves v JOIN planned_changes p ON p.wave_id = v.id AND p.outcome = 'rejected'
      LEFT JOIN book_members m ON m.address_book_id = c.address_book_id AND m.email_key = p.email_key
      WHERE v.connection_id = c.id AND p.reason_code = ANY(${[...setAsideReasons]}::text[])
        AND m.held_hash IS DISTINCT FROM p.wanted_hash) refused
    WHERE ${liveConnection()} AND n.deleted_at IS NULL AND ${which}`;
  const settingsOf = await readAllSettings(ctx, ctx.db.prisma);
  return rows.map((row) => {
    const settings = settingsOf(row.integration_id);
    return toView(row, settings, quietUntil(settings, zoneOr(row.time_zone), ctx.now()));
  });
}

function toView(row: Row, settings: SettingValues, quiet: string | null): ConnectionView {
  const status = statusOf(row, quiet);
  const counts = row.wave_counts;
  return {
    id: String(row.id),
    version: row.version,
    listId: String(row.list_id),
    integration: {
      id: String(row.integration_id),
      name: row.integration_name,
      active: row.integration_active,
    },
    addressBook: {
      id: String(row.book_id),
      name: row.book_name,
      visibility: row.visibility,
      contactCount: row.contact_count,
      gone: row.gone_at !== null,
    },
    channel: readChannel(row.channel),
    state: row.state,
    status,
    statusLabel: connectionStatuses[status],
    message: messageOf(row, quiet),
    options: effectiveOptions(row.options, settings),
    pausedAs:
      row.state === 'paused' ? (pauseKinds.find((kind) => kind === row.state_code) ?? 'paused') : null,
    pausedUntil: row.paused_until?.toISOString() ?? null,
    shadow: ShadowReport.nullable().catch(null).parse(row.shadow),
    lastExportedAt: row.last_exported_at?.toISOString() ?? null,
    nextExportAt:
      row.state === 'active' && row.integration_active ? (row.next_export_at?.toISOString() ?? null) : null,
    runId: row.run_id === null ? null : String(row.run_id),
    inBook: row.in_book,
    inBookAsOf: row.in_book_as_of?.toISOString() ?? null,
    inStep: Comparison.nullable().catch(null).parse(row.in_step),
    isReadingBack: row.reading_back,
    whoLeft: { takenOff: row.taken_off, deleted: row.deleted },
    ours: row.ours,
    refused: row.refused,
    underWay: row.under_way,
    awaitingApproval: row.awaiting,
    held:
      row.state === 'held' && row.wave_open && row.wave_id !== null && counts
        ? { waveId: String(row.wave_id), add: counts.add, update: counts.update, remove: counts.remove }
        : null,
  };
}

/** One word, the most pressing first. */
function statusOf(row: Row, quiet: string | null): ConnectionStatus {
  if (row.state === 'held') return 'held';
  if (row.state === 'paused') return row.state_code === 'shadow' ? 'shadow' : 'paused';
  if (row.state === 'stopped') {
    if (row.state_code === 'watchdog') return 'rejected';
    return row.state_code === 'contact_limit' ? 'contact_limit' : 'failed';
  }
  if (row.stuck) return 'unknown';
  if (row.run_state === 'failed' && !isItsTurn(row)) return 'failed';
  if (
    !row.integration_active ||
    row.restored ||
    row.state_code === 'list_failed' ||
    row.run_state === 'waiting' ||
    row.no_answer
  )
    return 'waiting';
  if (row.wave_open) return 'in_progress';
  if (quiet !== null) return 'waiting';
  if (isItsTurn(row)) return 'in_progress';
  return row.last_exported_at === null ? 'not_synced' : 'up_to_date';
}

/** Somebody resumed it, or its time has come: the next wave begins as soon as a worker looks, and what the last one said is over. */
const isItsTurn = (row: Row): boolean =>
  row.state === 'active' && row.integration_active && row.due === true && row.gone_at === null;

function messageOf(row: Row, quiet: string | null): string | null {
  if (row.restored) return heldByRestore;
  if (row.state_message) return row.state_message;
  if (!row.integration_active)
    return 'The integration is deactivated, so nothing is sent or read. Nothing is lost.';
  if (row.gone_at)
    return 'Dotdigital no longer lists this address book. Choose another one in Connection Settings.';
  if (row.no_answer) return row.no_answer;
  if (row.run_state === 'waiting' || (row.run_state === 'failed' && !isItsTurn(row))) return row.run_error;
  if (quiet !== null && row.state === 'active' && !row.wave_open)
    return `Quiet hours until ${quiet}, by the clocks of the account. Opt-outs go out; everything else waits, unless someone presses Synchronize.`;
  return row.fields_gone
    ? `Gone at Dotdigital, so nothing is sent for it: ${row.fields_gone}. Create the data field again, or take it out of the mapping.`
    : null;
}
