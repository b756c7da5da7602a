import type { PoolClient } from 'pg';

export type Suppressed = {
  /** Addresses that some record carries, and those of them that nobody had opted out before. */
  known: Set<string>;
  changed: Set<string>;
  firstChangeId: string | null;
  lastChangeId: string | null;
  changeCount: number;
};

type Row = { known: string[]; changed: string[]; first: string | null; last: string | null; told: number };

/**
 * Marks every record that carries one of these addresses as opted out, whatever its entity, and remembers those that nobody carries
 * yet. Only ever takes away: nobody is made, nothing else is changed, and who opted out before stays as they are.
 */
export async function suppressAddresses(
  client: PoolClient,
  { keys, now, cause }: { keys: readonly string[]; now: Date; cause: string },
): Promise<Suppressed> {
  const { rows } = await client.query<Row>(
    `WITH hit AS MATERIALIZED (
       SELECT id, email_key, consent_state, consent_at FROM crm_records
       WHERE email_key = ANY($1::text[]) AND deleted_at IS NULL ORDER BY id FOR UPDATE),
     out AS (
       UPDATE crm_records r SET consent_state = 'withdrawn', consent_at = $2, version = version + 1, updated_at = $2
       FROM hit h WHERE r.id = h.id AND h.consent_state <> 'withdrawn'
       RETURNING r.id, h.email_key, h.consent_state AS before, h.consent_at AS before_at),
     said AS (
       INSERT INTO consents (record_id, state, origin, consent_at, recorded_at)
       SELECT id, 'withdrawn', 'import', $2, $2 FROM out),
     told AS (
       INSERT INTO record_changes (record_id, field, before, after, origin, cause_id, at)
       SELECT o.id, v.field, v.before, v.after, 'csv', $3, $2 FROM out o CROSS JOIN LATERAL (VALUES
         ('consentState', to_jsonb(o.before), to_jsonb('withdrawn'::text)),
         ('consentAt', to_jsonb(o.before_at), to_jsonb($2::timestamptz))) v(field, before, after)
       RETURNING id, field),
     kept AS (
       INSERT INTO suppressed_addresses (email_key, at, cause_id)
       SELECT DISTINCT k.email_key, $2::timestamptz, $3 FROM unnest($1::text[]) k(email_key)
       WHERE NOT EXISTS (SELECT FROM hit h WHERE h.email_key = k.email_key)
       ON CONFLICT (email_key) DO UPDATE SET at = EXCLUDED.at, cause_id = EXCLUDED.cause_id)
     SELECT (SELECT coalesce(array_agg(DISTINCT email_key), '{}') FROM hit) AS known,
       (SELECT coalesce(array_agg(DISTINCT email_key), '{}') FROM out) AS changed,
       (SELECT min(id) FROM told) AS first, (SELECT max(id) FROM told) AS last,
       (SELECT count(*) FILTER (WHERE field = 'consentState') FROM told)::int AS told`,
    [keys, now.toISOString(), cause],
  );
  const [row] = rows;
  return {
    known: new Set(row?.known),
    changed: new Set(row?.changed),
    firstChangeId: row?.first ?? null,
    lastChangeId: row?.last ?? null,
    changeCount: row?.told ?? 0,
  };
}
