import { keptDay } from '@/lib/crm';
import { Prisma } from '@/lib/db';
import type { AutomationTrigger } from '../schemas';
import type { TriggerSql } from './trigger';

const { sql } = Prisma;

/**
 * A day that a field names comes, so many days before or after. The days of the window are laid out once, and people are joined to
 * theirs. Of a year there is one event, whatever the date is corrected to; whoever was born on 29 February has it on the 28th in other
 * years, as in lists. A date that became known after its time is none of the window.
 */
export function dateTrigger({
  field,
  days,
  time,
  zone,
  yearly,
}: Extract<AutomationTrigger, { kind: 'date' }>): TriggerSql {
  // A birthday without its year is one all the same.
  const ofNoYear = field === 'birthday' && yearly;
  const kept = ofNoYear ? sql`coalesce(${keptDay(field, zone)}, r.birthday_month_day)` : keptDay(field, zone);
  const fields = ofNoYear ? ['birthday', 'birthdayMonthDay'] : [field];
  const local = (moment: Prisma.Sql) => sql`((${moment}) AT TIME ZONE ${zone}::text)::date`;
  const said = yearly
    ? sql`CROSS JOIN LATERAL (VALUES (to_char(d.day, 'MM-DD')), (CASE WHEN to_char(d.day, 'MMDD') = '0228' AND extract(day FROM d.day + 1) = 1 THEN '02-29' END)) s(said)`
    : sql`CROSS JOIN LATERAL (VALUES (to_char(d.day, 'YYYY-MM-DD'))) s(said)`;
  return {
    from: ({ from, to }) => sql`FROM (
      SELECT d.day, s.said, t.at
      FROM (SELECT ${local(from)} - ${days}::int - 1 + n AS day FROM generate_series(0, ${local(to)} - ${local(from)} + 2) n) d ${said}
      CROSS JOIN LATERAL (VALUES (((d.day + ${days}::int) + ${time}::time) AT TIME ZONE ${zone}::text)) t(at)
      WHERE t.at > ${from} AND t.at <= ${to}) o`,
    of: yearly
      ? sql`(o.said = right(${kept}, 5) AND (length(${kept}) = 5 OR ${kept} <= to_char(o.day, 'YYYY-MM-DD')))`
      : sql`o.said = ${kept}`,
    key: sql`('date:' || ${field}::text || '@' || ${yearly ? sql`extract(year FROM o.day)` : sql`o.day`})`,
    at: sql`o.at`,
    learnedAt: sql`o.at`,
    isOfOne: false,
    within: () => sql`(r.created_at <= o.at AND NOT EXISTS (
      SELECT FROM record_changes x WHERE x.record_id = r.id AND x.field = ANY(${fields}::text[]) AND x.at > o.at))`,
    holds: sql`TRUE`,
    held: sql`TRUE`,
    tellsOfThePast: false,
    gone: { code: 'date_gone', words: 'The date was changed before it fired' },
  };
}
