import { derivedFields, heldConsent, type Staged } from '@/lib/crm';
import { consentChannels, consentFields, isConsentState } from '@/lib/crm/schemas';

/** Values of one batch of an undo, set once by set_config. */
export const undoSettings = `SELECT set_config('csv.import', $1, true), set_config('csv.now', $2, true), set_config('csv.first', $3, true),
  set_config('csv.last', $4, true), set_config('csv.created', $5, true), set_config('csv.entity', $6, true)`;

const setting = (name: string, type: string): string =>
  `(SELECT nullif(current_setting('csv.${name}'), '')::${type})`;
const importId = setting('import', 'text');
const now = setting('now', 'timestamptz');
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A line that this import or its own undo wrote. */
const own = (line: string): string =>
  `${line}.origin IN ('csv', 'csv-undo') AND ${line}.cause_id = ${importId}`;

/**
 * The last foreign line about something: what a person, another import, the API or Dotdigital changed since. Another import
 * that was undone as well has left nothing: its lines and those of its undo cancel out.
 */
const lastForeign = (about: string): string => `
  SELECT (array_agg(g.id ORDER BY g.id DESC))[1] AS id FROM (
    SELECT max(l.id) AS id FROM record_changes l
    WHERE ${about} AND NOT (${own('l')})
    GROUP BY l.field, CASE WHEN l.origin IN ('csv', 'csv-undo') THEN l.cause_id ELSE 'line ' || l.id END
    HAVING sum(CASE WHEN l.origin = 'csv-undo' THEN -1 ELSE 1 END) <> 0) g`;

/** Tags are told one by one (CSV) or as what a record's tags were and are (everyone else): did a line give or take this one? */
const speaksOfTag = `(l.field = 'tags' AND (coalesce(l.before, '[]') @> to_jsonb(x.tag)) <> (coalesce(l.after, '[]') @> to_jsonb(x.tag)))`;

type Undone = { field: string; column: string; type: string };

/** Columns that the import may have set, derived ones beside their source, in the type they are stored in. */
function undoneColumns(staged: Staged, withOwner: boolean): Undone[] {
  const columns = staged.columns
    .filter((one) => one.name !== 'ownerId')
    .map((one): Undone => ({
      field: one.name,
      column: one.column,
      type: isConsentState(one.name) ? 'consent_state' : one.type,
    }));
  for (const consent of staged.consents)
    columns.push({
      field: consentFields[consent.channel].at,
      column: heldConsent(consent).at,
      type: 'timestamptz',
    });
  if (withOwner || staged.columns.some((one) => one.name === 'ownerId'))
    columns.push({ field: 'owner', column: 'owner_id', type: 'bigint' });
  return columns;
}

const derived = `(${Object.keys(derivedFields).map(quoted).join(', ')})`;
/** The line that decides over a derived value is its source's. */
const source = (field: string): string =>
  `CASE ${field} ${Object.entries(derivedFields)
    .map(([name, of]) => `WHEN ${quoted(name)} THEN ${quoted(of)}`)
    .join(' ')} ELSE ${field} END`;
const consentNames = (part: 'state' | 'at'): string =>
  consentChannels.map((channel) => quoted(consentFields[channel][part])).join(', ');
/** Ids of everyone whom the import created, as few ranges. */
const madeByIt = `(SELECT coalesce(range_agg(b.created), '{}') FROM csv_import_batches b WHERE b.import_id = ${importId}::bigint)`;

/**
 * The statements that take one batch back, to be sent together. A value goes back when it still is what the import made of
 * it and nobody has told another change of it since; everything else stays and is written down by name.
 */
export function undoStatements(staged: Staged, withOwner: boolean): { names: string[]; work: string } {
  const columns = undoneColumns(staged, withOwner);
  const custom = staged.custom.length > 0;
  const current = columns
    .map(
      (one) =>
        `WHEN ${quoted(one.field)} THEN to_jsonb(r.${one.column}${one.field === 'owner' ? '::text' : ''})`,
    )
    .join(' ');
  const steps: [string, string][] = [
    ['', `SELECT pg_advisory_xact_lock(hashtextextended('csv-import:' || current_setting('csv.entity'), 0))`],
    [
      '',
      `SELECT count(*) FROM (SELECT r.id FROM crm_records r WHERE r.id IN (
        SELECT c.record_id FROM record_changes c WHERE c.id BETWEEN ${setting('first', 'bigint')} AND ${setting('last', 'bigint')} AND c.origin = 'csv' AND c.cause_id = ${importId}
        UNION ALL SELECT generate_series(lower(x), upper(x) - 1) FROM unnest(${setting('created', 'int8multirange')}) x)
      ORDER BY r.id FOR UPDATE OF r) locked`,
    ],

    // Who was created: gone again, unless something has come to them since.
    [
      '',
      `CREATE TEMP TABLE csv_made ON COMMIT DROP AS
      SELECT r.id, f.id AS line FROM (SELECT generate_series(lower(x), upper(x) - 1) AS id FROM unnest(${setting('created', 'int8multirange')}) x) m
      JOIN crm_records r ON r.id = m.id AND r.deleted_at IS NULL
      LEFT JOIN LATERAL (${lastForeign('l.record_id = r.id')}) f ON true`,
    ],
    [
      'keptRecords',
      `WITH reasons AS (
        SELECT m.id, l.origin, l.cause_id, l.at FROM csv_made m JOIN record_changes l ON l.id = m.line
        UNION ALL SELECT m.id, 'order', NULL, max(o.updated_at) FROM csv_made m JOIN orders o ON o.record_id = m.id WHERE m.line IS NULL GROUP BY m.id
        UNION ALL SELECT m.id, 'cart', NULL, max(o.updated_at) FROM csv_made m JOIN carts o ON o.record_id = m.id WHERE m.line IS NULL GROUP BY m.id
        UNION ALL SELECT m.id, 'consent', NULL, max(o.recorded_at) FROM csv_made m JOIN consents o ON o.record_id = m.id
          WHERE m.line IS NULL AND o.origin NOT IN ('import', 'undo') GROUP BY m.id),
      kept AS (INSERT INTO csv_undo_kept (import_id, record_id, field, origin, cause_id, at)
        SELECT DISTINCT ON (id) ${importId}::bigint, id, 'created', origin, cause_id, at FROM reasons ORDER BY id, at DESC
        ON CONFLICT DO NOTHING RETURNING record_id)
      SELECT count(*)::int AS n FROM kept`,
    ],
    [
      '',
      `DELETE FROM csv_made m USING csv_undo_kept k WHERE k.import_id = ${importId}::bigint AND k.record_id = m.id AND k.field = 'created'`,
    ],
    ['', `DELETE FROM record_tags t USING csv_made m WHERE t.record_id = m.id`],
    [
      'deleted',
      `WITH gone AS (UPDATE crm_records r SET deleted_at = ${now}, updated_at = ${now}, version = r.version + 1 FROM csv_made m WHERE r.id = m.id RETURNING r.id)
      SELECT count(*)::int AS n FROM gone`,
    ],

    // What was changed in records that were here before.
    [
      '',
      `CREATE TEMP TABLE csv_lines ON COMMIT DROP AS
      SELECT c.id, c.record_id, c.field, c.before, c.after, f.id AS line,
        (CASE c.field ${current} ELSE ${custom ? 'r.custom -> substr(c.field, 8)' : 'NULL'} END) IS NOT DISTINCT FROM c.after AS same
      FROM record_changes c JOIN crm_records r ON r.id = c.record_id AND r.deleted_at IS NULL
      LEFT JOIN LATERAL (${lastForeign(`l.record_id = c.record_id AND l.id > c.id AND l.field = ${source('c.field')}`)}) f ON true
      WHERE c.id BETWEEN ${setting('first', 'bigint')} AND ${setting('last', 'bigint')} AND c.origin = 'csv' AND c.cause_id = ${importId} AND c.field <> 'tags'
        AND NOT ${madeByIt} @> c.record_id`,
    ],
    // An opt-out stays, with its time: nobody is brought back into the mail by an undo.
    [
      'keptOptOuts',
      `WITH out AS (DELETE FROM csv_lines WHERE field IN (${consentNames('state')}) AND after = '"withdrawn"' AND line IS NULL AND same RETURNING record_id, field),
      kept AS (INSERT INTO csv_undo_kept (import_id, record_id, field, origin, at)
        SELECT ${importId}::bigint, record_id, field, 'opt-out', ${now} FROM out ON CONFLICT DO NOTHING RETURNING 1)
      SELECT count(*)::int AS n FROM kept`,
    ],
    // A derived value goes with its source.
    [
      '',
      `UPDATE csv_lines d SET same = b.same FROM csv_lines b WHERE b.record_id = d.record_id AND d.field IN ${derived} AND b.field = ${source('d.field')}`,
    ],
    [
      '',
      `DELETE FROM csv_lines d WHERE field IN (${consentNames('at')}) AND NOT EXISTS (SELECT FROM csv_lines b WHERE b.record_id = d.record_id AND b.field = ${source('d.field')})`,
    ],
    [
      'keptValues',
      `WITH kept AS (INSERT INTO csv_undo_kept (import_id, record_id, field, origin, cause_id, at)
        SELECT ${importId}::bigint, x.record_id, x.field, coalesce(l.origin, 'unknown'), l.cause_id, coalesce(l.at, r.updated_at)
        FROM csv_lines x JOIN crm_records r ON r.id = x.record_id LEFT JOIN record_changes l ON l.id = x.line
        WHERE (x.line IS NOT NULL OR NOT x.same) AND x.field NOT IN ${derived}
        ON CONFLICT DO NOTHING RETURNING 1) SELECT count(*)::int AS n FROM kept`,
    ],
    ['', `DELETE FROM csv_lines WHERE line IS NOT NULL OR NOT same`],
  ];
  if (staged.consents.length > 0) {
    steps.push([
      '',
      `INSERT INTO consents (record_id, channel, state, text, origin, consent_at, recorded_at)
      SELECT record_id, CASE field ${consentChannels.map((channel) => `WHEN ${quoted(consentFields[channel].state)} THEN ${quoted(channel)}::consent_channel`).join(' ')} END, (before #>> '{}')::consent_state, 'CSV import ' || ${importId} || ' was undone', 'undo', ${now}, ${now}
      FROM csv_lines WHERE field IN (${consentNames('state')})`,
    ]);
  }
  const sets = columns.map(
    (one) =>
      `${one.column} = CASE WHEN x.fields ? ${quoted(one.field)} THEN ${
        one.field === 'owner'
          ? `(SELECT u.id FROM users u WHERE u.id = (x.fields ->> 'owner')::bigint)`
          : `(x.fields ->> ${quoted(one.field)})::${one.type}`
      } ELSE r.${one.column} END`,
  );
  if (custom) sets.push('custom = jsonb_strip_nulls(r.custom || x.custom)');
  if (sets.length > 0) {
    steps.push([
      'restored',
      `WITH put AS (
        UPDATE crm_records r SET ${sets.join(', ')}, version = r.version + 1, updated_at = ${now}
        FROM (SELECT record_id, jsonb_object_agg(field, before) AS fields,
            coalesce(jsonb_object_agg(substr(field, 8), before) FILTER (WHERE field LIKE 'custom.%'), '{}') AS custom FROM csv_lines GROUP BY record_id) x
        WHERE r.id = x.record_id RETURNING r.id)
      SELECT count(*)::int AS records, (SELECT count(*) FROM csv_lines WHERE field NOT IN ${derived})::int AS n FROM put`,
    ]);
    steps.push([
      '',
      `INSERT INTO record_changes (record_id, field, before, after, origin, cause_id, at)
      SELECT record_id, field, after, before, 'csv-undo', ${importId}, ${now} FROM csv_lines`,
    ]);
  }
  if (staged.tags) steps.push(...tagSteps);
  return { names: steps.map(([name]) => name), work: steps.map(([, sql]) => sql).join(';\n') };
}

const tagSteps: [string, string][] = [
  [
    '',
    `CREATE TEMP TABLE csv_untag ON COMMIT DROP AS
    SELECT x.record_id, x.tag, t.id AS tag_id, f.id AS line FROM (
      SELECT c.id, c.record_id, c.after #>> '{}' AS tag FROM record_changes c JOIN crm_records r ON r.id = c.record_id AND r.deleted_at IS NULL
      WHERE c.id BETWEEN ${setting('first', 'bigint')} AND ${setting('last', 'bigint')} AND c.origin = 'csv' AND c.cause_id = ${importId} AND c.field = 'tags'
        AND NOT ${madeByIt} @> c.record_id) x
    JOIN tags t ON t.name = x.tag JOIN record_tags p ON p.record_id = x.record_id AND p.tag_id = t.id
    LEFT JOIN LATERAL (${lastForeign(`l.record_id = x.record_id AND l.id > x.id AND ${speaksOfTag}`)}) f ON true`,
  ],
  [
    'keptTags',
    `WITH kept AS (INSERT INTO csv_undo_kept (import_id, record_id, field, origin, cause_id, at)
      SELECT DISTINCT ON (x.record_id) ${importId}::bigint, x.record_id, 'tags', l.origin, l.cause_id, l.at FROM csv_untag x JOIN record_changes l ON l.id = x.line
      ORDER BY x.record_id, l.id DESC ON CONFLICT DO NOTHING RETURNING 1) SELECT count(*)::int AS n FROM kept`,
  ],
  [
    'untagged',
    `WITH gone AS (DELETE FROM record_tags p USING csv_untag x WHERE p.record_id = x.record_id AND p.tag_id = x.tag_id AND x.line IS NULL RETURNING 1)
    SELECT count(*)::int AS n FROM gone`,
  ],
  [
    '',
    `INSERT INTO record_changes (record_id, field, before, origin, cause_id, at)
    SELECT record_id, 'tags', to_jsonb(tag), 'csv-undo', ${importId}, ${now} FROM csv_untag WHERE line IS NULL`,
  ],
  // A tag that the import brought, in whichever batch, and that nobody carries any more.
  [
    '',
    `DELETE FROM tags t WHERE t.id IN (SELECT unnest(b.new_tag_ids) FROM csv_import_batches b WHERE b.import_id = ${importId}::bigint) AND NOT EXISTS (SELECT FROM record_tags p WHERE p.tag_id = t.id)`,
  ],
];
