import type { FlowContext } from '@/lib/context';
import { recordSource } from '@/lib/crm';
import { Prisma, setLocal } from '@/lib/db';
import { documentOf, fetchAutomation, personOf, tryLockJudging, type StoredAutomation } from '../internal';
import { readConditions } from '../read-conditions';
import { longestBackDays, type AutomationDocument } from '../schemas';
import { factsOfPerson, standsAgainst } from '../stands-against';
import { triggerSql } from '../triggers/trigger-sql';

const { raw, sql } = Prisma;

/** What could have been fired for longer than this and wasn't, since nobody was there to do it, comes too late. */
const longestLateDays = 3;
const timeoutMs = 60_000;

export type Judged = { waiting: number; skipped: number; heldOut: number };

const nothing: Judged = { waiting: 0, skipped: 0, heldOut: 0 };

/**
 * Makes a row for everyone to whom the automation's event happened, in one statement, with what stands against it. Where nothing new
 * happened nothing is written. Safe to repeat, to overlap and to be killed: a row exists once, and is the only memory of it.
 */
export async function judgeAutomation(ctx: FlowContext, id: bigint): Promise<Judged> {
  const row = await fetchAutomation(ctx.db.prisma, id);
  const automation = documentOf(row);
  if (row.state !== 'on') return nothing;
  const filter = await readConditions(ctx, row);
  if (filter === null) return nothing;
  return ctx.db.prisma.$transaction(
    async (tx) => {
      if (!(await tryLockJudging(tx, id))) return nothing;
      const now = await fetchAutomation(tx, id);
      if (now.state !== 'on' || now.version !== row.version) return nothing;
      for (const set of setLocal({ statement_timeout: timeoutMs, ...filter.settings }))
        await tx.$executeRaw(raw(set));
      const [judged] = await tx.$queryRaw<Judged[]>(judgeSql(ctx, now, automation, filter.where));
      return judged ?? nothing;
    },
    { timeout: timeoutMs + 10_000, maxWait: 20_000 },
  );
}

/** Where everyone has a fixed place from 0 to 100, per automation. */
const draw = (id: bigint, person: Prisma.Sql): Prisma.Sql =>
  sql`((('x' || substr(md5(${String(id)}::text || ':' || ${person}), 1, 8))::bit(32)::bigint) * 100.0 / 4294967296)`;

function judgeSql(
  ctx: Pick<FlowContext, 'now'>,
  row: StoredAutomation,
  automation: AutomationDocument,
  conditions: Prisma.Sql,
): Prisma.Sql {
  const { id, version } = row;
  const trigger = triggerSql(automation.trigger);
  const now = sql`${ctx.now()}::timestamptz`;
  const since = sql`${row.since ?? ctx.now()}::timestamptz`;
  const switchedOn = sql`${row.stateAt ?? ctx.now()}::timestamptz`;
  const back = sql`make_interval(days => ${longestBackDays}::int)`;
  const window = { from: sql`greatest(${since}, ${now} - ${back})`, to: now };
  // Whom a clock that ran ahead found too late is judged by the present one.
  const byClockAhead = sql`f.state = 'skipped' AND f.reason_code = 'too_late' AND f.settled_at > ${now}`;
  const told = trigger.isOfOne ? sql`` : sql`AND f.person_key = h.person_key`;
  // Whoever got an address or a number since is somebody else by it, and has had it all the same.
  const hadIt = trigger.isOfOne
    ? sql``
    : sql`AND NOT EXISTS (
        SELECT FROM automation_firings f
        WHERE f.record_id = h.id AND f.automation_id = ${id}::bigint AND f.event_key = h.event_key AND f.fired_at IS NOT NULL)`;
  return sql`
    WITH happened AS MATERIALIZED (
      SELECT r.id, ${personOf(automation.action)} AS person_key, ${trigger.key} AS event_key, ${trigger.at} AS event_at, ${trigger.learnedAt} AS learned_at
      ${trigger.from(window)} JOIN (${recordSource}) ON ${trigger.of}
      WHERE ${trigger.within(window)} AND ${trigger.holds} AND ${conditions}),
    fresh AS MATERIALIZED (
      SELECT DISTINCT ON (h.event_key, h.person_key) h.* FROM happened h
      WHERE NOT EXISTS (SELECT FROM automation_firings f WHERE f.automation_id = ${id}::bigint AND f.event_key = h.event_key ${told} AND NOT (${byClockAhead})) ${hadIt}
      ORDER BY h.event_key, h.person_key, h.id),
    judged AS (
      SELECT h.*, CASE
          WHEN ${trigger.tellsOfThePast} AND h.event_at <= ${since} THEN 'before_start'
          WHEN h.event_at > ${now} + ${back} THEN 'too_far_ahead'
          WHEN greatest(h.event_at, h.learned_at, ${switchedOn}) < ${now} - make_interval(days => ${longestLateDays}::int) THEN 'too_late'
          ELSE ${standsAgainst(automation)} END AS reason,
        ${draw(id, sql`h.person_key`)} < ${automation.limits.holdOutPercent}::int AS is_control
      FROM fresh h JOIN crm_records r ON r.id = h.id ${factsOfPerson(automation)}),
    made AS (
      INSERT INTO automation_firings AS f (automation_id, version, record_id, person_key, event_key, event_at, due_at, state, part, reason_code, settled_at, created_at)
      SELECT ${id}::bigint, ${version}::int, j.id, j.person_key, j.event_key, j.event_at, j.event_at,
        (CASE WHEN j.reason IS NOT NULL THEN 'skipped' WHEN j.is_control THEN 'held_out' ELSE 'waiting' END)::firing_state,
        CASE WHEN j.reason IS NOT NULL OR ${automation.limits.holdOutPercent}::int = 0 THEN NULL WHEN j.is_control THEN 'control' ELSE 'treated' END,
        j.reason, CASE WHEN j.reason IS NOT NULL OR j.is_control THEN ${now} END, ${now}
      FROM judged j ORDER BY j.event_at, j.id
      ON CONFLICT (automation_id, event_key, person_key) DO UPDATE SET version = EXCLUDED.version, record_id = EXCLUDED.record_id, event_at = EXCLUDED.event_at,
        due_at = EXCLUDED.due_at, state = EXCLUDED.state, part = EXCLUDED.part, reason_code = EXCLUDED.reason_code, settled_at = EXCLUDED.settled_at
        WHERE ${byClockAhead}
      RETURNING state)
    SELECT count(*) FILTER (WHERE state = 'waiting')::int AS waiting, count(*) FILTER (WHERE state = 'skipped')::int AS skipped,
      count(*) FILTER (WHERE state = 'held_out')::int AS "heldOut" FROM made`;
}
