import { visibleRecords, type Context } from '@/lib/context';
import { personName } from '@/lib/marketing-lists';
import { recordSource } from '@/lib/crm';
import { Prisma, runRead } from '@/lib/db';
import { problemWords, readFilter } from '@/lib/filters';
import { permit } from '@/lib/permissions';
import { documentOf, fetchAutomation, personOf } from '../internal';
import { reasonWords } from '../triggers/reasons';
import type { DryRun, DryRunInput } from '../schemas';
import { factsOfPerson, standsAgainst } from '../stands-against';
import { triggerSql } from '../triggers/trigger-sql';

const { sql } = Prisma;

const shown = 100;
const timeoutMs = 30_000;

type Row = {
  id: bigint;
  entity: DryRun['rows'][number]['entity'];
  name: string;
  email: string | null;
  at: Date;
  reason: string | null;
  count: bigint;
  keptBack: bigint;
  people: bigint;
};

/** For whom it would have fired in the days before, as far as what is kept tells. Reads, and changes nothing. */
export async function dryRun(ctx: Context, { id, days }: DryRunInput, signal?: AbortSignal): Promise<DryRun> {
  permit(ctx, 'automations.read');
  const row = await fetchAutomation(ctx.db.prisma, BigInt(id));
  const automation = documentOf(row);
  const filter = await readFilter(ctx, automation.entity, automation.conditions, {
    everyList: true,
    forEveryone: true,
  });
  if (!filter.ok)
    return { days, count: 0, keptBack: 0, people: 0, rows: [], problem: problemWords(filter.problems) };
  const trigger = triggerSql(automation.trigger);
  const now = sql`${ctx.now()}::timestamptz`;
  const from = sql`${now} - make_interval(days => ${days}::int)`;
  const asked = sql`
    WITH happened AS MATERIALIZED (
      SELECT DISTINCT ON (event_key, person_key) * FROM (
        SELECT r.id, ${personOf(automation.action)} AS person_key, ${trigger.key} AS event_key, ${trigger.at} AS event_at
        ${trigger.from({ from, to: now })} JOIN (${recordSource}) ON ${trigger.of}
        WHERE ${trigger.within({ from, to: now })} AND ${trigger.held} AND ${filter.where} AND ${trigger.at} > ${from} AND ${trigger.at} <= ${now}) all_of_it
      ORDER BY event_key, person_key, id),
    judged AS (
      SELECT r.id, r.entity, ${personName} AS name, r.email, h.event_at AS at, h.person_key, ${standsAgainst(automation)} AS reason, ${visibleRecords(ctx)} AS shown
      FROM happened h JOIN crm_records r ON r.id = h.id ${factsOfPerson(automation)})
    SELECT j.id, j.entity::text, j.name, j.email, j.at, j.reason, n.count, n."keptBack", n.people
    FROM (SELECT count(*) AS count, count(reason) AS "keptBack", count(DISTINCT person_key) AS people FROM judged) n
    LEFT JOIN LATERAL (SELECT * FROM judged WHERE shown ORDER BY at DESC, id LIMIT ${shown}) j ON TRUE`;
  const rows = await runRead(
    ctx,
    {
      signal,
      timeoutMs,
      tooSlow: 'Looking took over 30 s and was stopped. Ask for fewer days.',
      settings: filter.settings,
    },
    (ask) => ask<Row>(asked),
  );
  const [first] = rows;
  return {
    days,
    count: Number(first?.count ?? 0),
    keptBack: Number(first?.keptBack ?? 0),
    people: Number(first?.people ?? 0),
    problem: null,
    rows: rows.flatMap((one) =>
      one.id === null
        ? []
        : [
            {
              id: String(one.id),
              entity: one.entity,
              name: one.name,
              email: one.email,
              at: new Date(one.at).toISOString(),
              reason: reasonWords(one.reason, null),
            },
          ],
    ),
  };
}
