import type { Context } from '../../context';
import { Prisma } from '../../db';
import { permit } from '../../permissions';
import { findPerson, personSql, type PersonRef } from '../person/person';
import { PersonAsked, type Disclosure } from '../schemas';

const { sql } = Prisma;
const shownAtOnce = 100;

type Row = Omit<Disclosure, 'at' | 'consent' | 'list' | 'values'> & {
  at: Date;
  listId: bigint;
  listName: string;
  values: Record<string, unknown> | null;
  consentState: 'given' | 'withdrawn' | null;
  consentAt: Date | null;
  consentText: string | null;
};

/**
 * What of a person went to which account, when, through which list, and on which consent: the outcomes of exports as they were kept with
 * their runs. Nothing is written twice for it. The latest first.
 */
export async function listDisclosures(ctx: Context, raw: PersonAsked): Promise<Disclosure[]> {
  permit(ctx, 'privacy.read');
  const person = await findPerson(ctx.db.prisma, PersonAsked.parse(raw));
  const rows = await ctx.db.prisma.$queryRaw<Row[]>`${disclosures(person)} LIMIT ${shownAtOnce}`;
  return rows.map(({ listId, listName, consentState, consentAt, consentText, ...row }) => ({
    ...row,
    at: row.at.toISOString(),
    list: { id: String(listId), name: listName },
    values: row.values && toTexts(row.values),
    consent:
      consentState === null || consentAt === null
        ? null
        : { state: consentState, at: consentAt.toISOString(), text: consentText },
  }));
}

/** By the record: `planned_changes_by_record` leads to its rows. */
export const disclosures = (person: PersonRef): Prisma.Sql => sql`
  SELECT p.settled_at AS at, p.outcome AS what, n.name AS account, l.id AS "listId", l.name AS "listName", b.name AS book,
    w.sync_run_id::text AS "syncRunId", p.email, p.wanted_values AS "values",
    c.state AS "consentState", c.consent_at AS "consentAt", c.text AS "consentText"
  FROM planned_changes p
  JOIN waves w ON w.id = p.wave_id
  JOIN connections k ON k.id = w.connection_id
  JOIN marketing_lists l ON l.id = k.list_id
  JOIN address_books b ON b.id = k.address_book_id
  JOIN integrations n ON n.id = k.integration_id
  LEFT JOIN LATERAL (
    SELECT s.state::text AS state, s.consent_at, s.text FROM consents s
    WHERE s.record_id = p.record_id AND s.state <> 'unknown' AND s.consent_at <= p.settled_at
    ORDER BY s.consent_at DESC, s.id DESC LIMIT 1) c ON TRUE
  WHERE p.record_id = ${personSql(person).ids} AND p.outcome IN ('added', 'updated', 'removed', 'unsubscribed') AND p.settled_at IS NOT NULL
  ORDER BY p.settled_at DESC, p.wave_id DESC, p.n DESC`;

/** A value that only fills an empty field says so. */
function toTexts(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string'
        ? value
        : typeof value === 'object' && value !== null && 'fill' in value
          ? String(value.fill)
          : '',
    ]),
  );
}
