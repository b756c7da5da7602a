import type { CsvImportOptions } from './csv-import-schemas';
import { findRecordField } from './fields';

/** A staged column: its name among the values, its column in both tables, the column that decides whether its cell was empty. */
export type StagedColumn = { name: string; column: string; emptyWhen: string; type: 'text' | 'date' };

const keys: Record<string, { name: string; column: string }> = {
  email: { name: 'emailKey', column: 'email_key' },
  phone: { name: 'phoneE164', column: 'phone_e164' },
  mobile: { name: 'mobileE164', column: 'mobile_e164' },
};

/** Columns come from the catalogue alone, never from a file: they may stand in SQL as they are. */
export function stagedColumns(fields: readonly string[]): StagedColumn[] {
  return fields.flatMap((name) => {
    const field = findRecordField(name);
    if (!field) return [];
    const own: StagedColumn = { name, column: field.column, emptyWhen: field.column, type: field.type === 'date' ? 'date' : 'text' };
    const key = keys[name];
    return key ? [own, { ...key, emptyWhen: field.column, type: 'text' as const }] : [own];
  });
}

/** What a column of a matched record becomes. A phone typed as before keeps the number it was read as. */
function newValue(column: StagedColumn, emptyCells: CsvImportOptions['emptyCells']): string {
  const own = `s.${column.column}`;
  const stored = `r.${column.column}`;
  if (column.name === 'consentState') return `coalesce(${own}, ${stored}::text)::consent_state`;
  const given = column.column.endsWith('_e164') ? `CASE WHEN s.${column.emptyWhen} = r.${column.emptyWhen} THEN coalesce(${own}, ${stored}) ELSE ${own} END` : own;
  return emptyCells === 'clear' ? given : `CASE WHEN s.${column.emptyWhen} IS NULL THEN ${stored} ELSE ${given} END`;
}

const CREATE_STAGE = (columns: readonly StagedColumn[]): string =>
  `CREATE TEMP TABLE csv_stage (n integer PRIMARY KEY, match_key text, record_id bigint, ${columns.map((one) => `${one.column} ${one.type}`).join(', ')}) ON COMMIT DROP`;

/** Statements of one batch for a set of columns; what $1, $2 … are stands at each. */
export function batchStatements(columns: readonly StagedColumn[], options: CsvImportOptions) {
  const names = columns.map((one) => one.column);
  const visible = columns.filter((one) => findRecordField(one.name));
  const matchColumn = options.matchBy === 'email' ? 'email_key' : 'external_id';
  const hasConsent = names.includes('consent_state');
  const now = '$2::timestamptz';
  const inserted = (one: StagedColumn): string => {
    if (one.name === 'consentState') return `coalesce(s.consent_state, 'unknown')::consent_state`;
    return one.name === 'source' ? 'coalesce(s.source, $4)' : `s.${one.column}`;
  };
  const consentSet = hasConsent
    ? `, consent_at = CASE WHEN s.consent_state <> r.consent_state::text THEN ${now} ELSE r.consent_at END`
    : '';
  const extraColumns = [...(names.includes('source') ? [] : ['source']), 'owner_id', ...(hasConsent ? ['consent_at'] : [])];
  const extraValues = [
    ...(names.includes('source') ? [] : ['$4::text']),
    '$5::bigint',
    ...(hasConsent ? [`CASE WHEN s.consent_state IS NOT NULL THEN ${now} END`] : []),
  ];
  return {
    createStage: CREATE_STAGE(columns),
    copy: `COPY csv_stage (n, match_key, ${names.join(', ')}) FROM STDIN`,
    // entity. Several records may carry one address: the oldest is meant. "+ 0" and coalesce() keep the planner off the
    // primary key and off the index of living records: into an empty, never analysed table it would walk either per row.
    match: `UPDATE csv_stage s SET record_id = (
        SELECT min(r.id + 0) FROM crm_records r
        WHERE r.entity = $1::crm_entity AND r.${matchColumn} = s.match_key AND coalesce(r.deleted_at, 'infinity') = 'infinity')
      WHERE s.match_key IS NOT NULL`,
    lock: `SELECT count(*) FROM (SELECT r.id FROM crm_records r JOIN csv_stage s ON s.record_id = r.id ORDER BY r.id FOR UPDATE OF r) locked`,
    refuseConsent: hasConsent
      ? `DELETE FROM csv_stage s USING crm_records r
         WHERE r.id = s.record_id AND r.consent_state = 'withdrawn' AND s.consent_state = 'given' RETURNING s.n`
      : null,
    // now
    consents: hasConsent
      ? `INSERT INTO consents (record_id, state, origin, consent_at, recorded_at)
         SELECT r.id, s.consent_state::consent_state, 'import', $1::timestamptz, $1::timestamptz
         FROM csv_stage s JOIN crm_records r ON r.id = s.record_id
         WHERE s.consent_state <> r.consent_state::text`
      : null,
    // import id, now
    changes: `INSERT INTO record_changes (record_id, field, before, after, origin, cause_id, at)
      SELECT r.id, v.field, to_jsonb(v.before), to_jsonb(v.after), 'csv', $1, ${now}
      FROM csv_stage s JOIN crm_records r ON r.id = s.record_id
      CROSS JOIN LATERAL (VALUES ${visible.map((one) => `('${one.name}', r.${one.column}::text, (${newValue(one, options.emptyCells)})::text)`).join(', ')}) v(field, before, after)
      WHERE v.before IS DISTINCT FROM v.after`,
    // entity, now
    update: `UPDATE crm_records r
      SET ${columns.map((one) => `${one.column} = ${newValue(one, options.emptyCells)}`).join(', ')}${consentSet},
          version = r.version + 1, updated_at = ${now}
      FROM csv_stage s
      WHERE r.id = s.record_id AND r.entity = $1::crm_entity
        AND (${columns.map((one) => `r.${one.column}`).join(', ')}) IS DISTINCT FROM (${columns.map((one) => newValue(one, options.emptyCells)).join(', ')})`,
    // entity, now, import id, source, owner
    insert: `WITH made AS (
        INSERT INTO crm_records (entity, created_at, updated_at, ${[...names, ...extraColumns].join(', ')})
        SELECT $1::crm_entity, ${now}, ${now}, ${[...columns.map(inserted), ...extraValues].join(', ')}
        FROM csv_stage s WHERE s.record_id IS NULL ORDER BY s.n
        RETURNING id, consent_state),
      told AS (
        INSERT INTO record_changes (record_id, field, origin, cause_id, at) SELECT id, 'created', 'csv', $3, ${now} FROM made),
      agreed AS (
        INSERT INTO consents (record_id, state, origin, consent_at, recorded_at)
        SELECT id, consent_state, 'import', ${now}, ${now} FROM made WHERE consent_state <> 'unknown')
      SELECT count(*)::int AS created FROM made`,
  };
}
