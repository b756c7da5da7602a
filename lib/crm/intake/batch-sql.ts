import type { CsvImportOptions } from './intake-schemas';
import { derivedFields, findField, type RecordField } from '../fields/fields';
import {
  type ConsentChannel,
  consentChannels,
  consentFields,
  isConsentState,
} from '../records/consent-channels';

/** A staged column of crm_records: whose name its value has, and the column that decides whether its cell was empty. */
export type StagedColumn = {
  name: string;
  column: string;
  emptyWhen: string;
  type: 'text' | 'date' | 'bigint';
};
/** What a file stages: columns, custom fields (as one jsonb), tags (as one jsonb). */
export type Staged = {
  columns: StagedColumn[];
  custom: RecordField[];
  tags: boolean;
  consents: StagedConsent[];
  /** Empty cells empty their fields, so the stage also says which fields a row doesn't speak of. */
  unsaid: boolean;
};

/** A channel whose consent rows speak of, and what they may say of it beside the state. */
type StagedConsent = {
  channel: ConsentChannel;
  parts: { part: ConsentPart; name: string; column: string; type: 'text' | 'timestamptz' }[];
};

const consentParts = ['at', 'source', 'text'] as const;
type ConsentPart = (typeof consentParts)[number];

const columnOf = (name: string): string => name.replace(/[A-Z]/g, (sign) => `_${sign.toLowerCase()}`);

/** Of everyone in the file only the consent of mail can be told. */
const stagedConsents = (fields: readonly string[], options: CsvImportOptions): StagedConsent[] =>
  consentChannels.flatMap((channel) => {
    const names = consentFields[channel];
    const parts = consentParts
      .filter((part) => fields.includes(names[part]))
      .map((part) => ({
        part,
        name: names[part],
        column: columnOf(names[part]),
        type: part === 'at' ? ('timestamptz' as const) : ('text' as const),
      }));
    const ofAll = channel === 'email' && options.consent !== null;
    return ofAll || parts.length > 0 || fields.includes(names.state) ? [{ channel, parts }] : [];
  });

/** Where the state and the time of a channel's consent stand, in the record and in the stage. */
export const heldConsent = ({ channel }: Pick<StagedConsent, 'channel'>): { state: string; at: string } => ({
  state: columnOf(consentFields[channel].state),
  at: columnOf(consentFields[channel].at),
});

/** In the order in which the stage has them. */
export const consentPartsOf = ({ consents }: Pick<Staged, 'consents'>): StagedConsent['parts'] =>
  consents.flatMap((one) => one.parts);

/** Columns come from the catalogue alone, never from a file: they may stand in SQL as they are. */
export function stagedOf(
  fields: readonly string[],
  options: CsvImportOptions,
  catalogue: readonly RecordField[],
): Staged {
  const consents = stagedConsents(fields, options);
  const names = new Set([...fields, ...consents.map(({ channel }) => consentFields[channel].state)]);
  const known = [...names].flatMap((name) => findField(catalogue, name) ?? []);
  const columns = known
    .filter(
      ({ source, writable, name }) =>
        source === 'column' && (writable || name === 'ownerId' || isConsentState(name)),
    )
    .flatMap((field) => {
      const own: StagedColumn = {
        name: field.name,
        column: field.column,
        emptyWhen: field.column,
        type: field.type === 'date' ? 'date' : field.type === 'owner' ? 'bigint' : 'text',
      };
      return field.derived
        ? [own, { ...field.derived, emptyWhen: field.column, type: 'text' as const }]
        : [own];
    });
  return {
    columns,
    custom: known.filter((field) => field.source === 'custom'),
    tags: fields.includes('tags') || options.tags.length > 0,
    consents,
    unsaid: options.emptyCells === 'clear',
  };
}

/** Values of one batch, set once by set_config; in SQL they stand as subselects that are worked out once. */
const setting = (name: string, type: string): string =>
  `(SELECT nullif(current_setting('csv.${name}'), '')::${type})`;
const entity = setting('entity', 'crm_entity');
const now = setting('now', 'timestamptz');
const importId = setting('import', 'text');
const owner = setting('owner', 'bigint');
/** csv or rest, for record_changes; consents of a file say import. */
const origin = setting('origin', 'text');
const consentOrigin = `(SELECT CASE current_setting('csv.origin') WHEN 'csv' THEN 'import' ELSE current_setting('csv.origin') END)`;
/** Whom earlier batches of the same file created: their values go with them when it is undone, none is put back. */
const madeEarlier = `(SELECT coalesce(range_agg(b.created), '{}') FROM csv_import_batches b
  WHERE b.import_id = (SELECT CASE WHEN current_setting('csv.origin') = 'csv' THEN current_setting('csv.import')::bigint END))`;
export const batchSettings = `SELECT set_config('csv.entity', $1, true), set_config('csv.now', $2, true), set_config('csv.import', $3, true),
  set_config('csv.owner', $4, true), set_config('csv.source', $5, true), set_config('csv.consent_text', $6, true), set_config('csv.origin', $7, true)`;

/** What a column of a matched record becomes. A phone typed as before keeps the number it was read as; nothing takes an opt-out back. */
function newValue(column: StagedColumn, emptyCells: CsvImportOptions['emptyCells']): string {
  const own = `s.${column.column}`;
  const stored = `r.${column.column}`;
  if (isConsentState(column.name))
    return `CASE WHEN ${stored} = 'withdrawn' THEN ${stored} ELSE coalesce(${own}::consent_state, ${stored}) END`;
  const given = column.column.endsWith('_e164')
    ? `CASE WHEN s.${column.emptyWhen} = r.${column.emptyWhen} THEN coalesce(${own}, ${stored}) ELSE ${own} END`
    : own;
  // What couldn't be read says nothing, so it empties nothing either.
  return emptyCells === 'clear'
    ? `CASE WHEN ${quoted(column.name)} = ANY(s.unsaid) THEN ${stored} ELSE ${given} END`
    : `CASE WHEN s.${column.emptyWhen} IS NULL THEN ${stored} ELSE ${given} END`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** When a consent was given or withdrawn, where from and in which words: as the row says, else as it is of the whole file. */
function said({ channel, parts }: StagedConsent, part: ConsentPart): string {
  const ofAll = {
    at: now,
    source: 'NULL',
    text: channel === 'email' ? setting('consent_text', 'text') : 'NULL',
  };
  const own = parts.find((one) => one.part === part);
  return own ? `coalesce(s.${own.column}, ${ofAll[part]})` : ofAll[part];
}

type Change = { field: string; before: string; after: string };

/** Every value of a matched record that a row may change, with what it becomes. */
function changesOf(staged: Staged, options: CsvImportOptions): { record: Change[]; sets: string[] } {
  const ownerOfAll = options.ownerOf === 'all' && options.ownerId !== null;
  const columns = staged.columns.map((one): Change & { column: string } =>
    one.name === 'ownerId'
      ? {
          field: 'owner',
          column: one.column,
          before: 'r.owner_id',
          after: ownerOfAll ? `coalesce(s.owner_id, ${owner})` : newValue(one, options.emptyCells),
        }
      : {
          field: one.name,
          column: one.column,
          before: `r.${one.column}`,
          after: newValue(one, options.emptyCells),
        },
  );
  const sets = columns.map((one) => `${one.column} = ${one.after}`);
  const record: Change[] = [...columns];
  for (const consent of staged.consents) {
    const held = heldConsent(consent);
    const state = columns.find((one) => one.column === held.state);
    if (!state) continue;
    const at = `CASE WHEN ${state.after} <> ${state.before} THEN ${said(consent, 'at')} ELSE r.${held.at} END`;
    record.push({ field: consentFields[consent.channel].at, before: `r.${held.at}`, after: at });
    sets.push(`${held.at} = ${at}`);
  }
  if (ownerOfAll && !columns.some((one) => one.field === 'owner')) {
    record.push({ field: 'owner', before: 'r.owner_id', after: owner });
    sets.push(`owner_id = ${owner}`);
  }
  if (staged.custom.length > 0) {
    const custom =
      options.emptyCells === 'clear'
        ? 'jsonb_strip_nulls(r.custom || s.custom)'
        : 'r.custom || jsonb_strip_nulls(s.custom)';
    record.push(
      ...staged.custom.map((one) => ({
        field: one.name,
        before: `r.custom -> ${quoted(one.column)}`,
        after: `(${custom}) -> ${quoted(one.column)}`,
      })),
    );
    sets.push(`custom = ${custom}`);
  }
  return { record, sets };
}

/** An owner is told as updateRecord tells it: the id as text. */
const told = (change: Change): string => {
  const cast = change.field === 'owner' ? '::text' : '';
  return `(${quoted(change.field)}, to_jsonb((${change.before})${cast}), to_jsonb((${change.after})${cast}))`;
};

/**
 * The statements of one batch, to be sent together after the stage was filled. Each answers one row or nothing;
 * `names` says which answer stands where.
 */
export function batchStatements(
  staged: Staged,
  options: CsvImportOptions,
): { create: string; copy: string; names: string[]; work: string } {
  const { columns } = staged;
  const columnNames = columns.map((one) => one.column);
  const matchColumn = options.matchBy === 'email' ? 'email_key' : 'external_id';
  const { record, sets } = changesOf(staged, options);
  const parts = consentPartsOf(staged);
  const extra = [...(staged.custom.length > 0 ? ['custom'] : []), ...(staged.tags ? ['tags'] : [])];
  const unsaid = staged.unsaid ? ['unsaid'] : [];
  const steps: [name: string, sql: string][] = [];

  // Several records may carry one address: the oldest is meant. "+ 0" and coalesce() keep the planner off the primary key
  // and off the index of living records: into an empty, never analysed table it would walk either per row.
  steps.push([
    'match',
    `UPDATE csv_stage s SET record_id = coalesce(m.id, ${options.mode === 'update' ? 'NULL' : "nextval('crm_records_id_seq')"}), is_new = m.id IS NULL
    FROM (SELECT t.n, (SELECT min(r.id + 0) FROM crm_records r
        WHERE r.entity = ${entity} AND r.${matchColumn} = t.match_key AND coalesce(r.deleted_at, 'infinity') = 'infinity') AS id
      FROM csv_stage t OFFSET 0) m WHERE m.n = s.n`,
  ]);
  const skips = { both: 'false', create: 'NOT is_new', update: 'is_new' }[options.mode];
  steps.push([
    'skipped',
    `WITH out AS (DELETE FROM csv_stage WHERE ${skips} RETURNING n) SELECT coalesce(array_agg(n), '{}') AS n FROM out`,
  ]);
  for (const consent of staged.consents) {
    const { state } = heldConsent(consent);
    steps.push([
      `refused.${consent.channel}`,
      `WITH out AS (DELETE FROM csv_stage s USING crm_records r
         WHERE r.id = s.record_id AND NOT s.is_new AND r.${state} = 'withdrawn' AND s.${state} = 'given' RETURNING s.n)
       SELECT coalesce(array_agg(n), '{}') AS n FROM out`,
    ]);
  }
  // Rows with no difference aren't even locked.
  steps.push([
    'changed',
    sets.length === 0
      ? 'CREATE TEMP TABLE csv_changed (n integer, id bigint) ON COMMIT DROP'
      : `CREATE TEMP TABLE csv_changed ON COMMIT DROP AS
       SELECT s.n, r.id FROM csv_stage s JOIN crm_records r ON r.id = s.record_id
       WHERE NOT s.is_new AND (${record.map((one) => one.before).join(', ')}) IS DISTINCT FROM (${record.map((one) => one.after).join(', ')})
       ORDER BY r.id FOR UPDATE OF r`,
  ]);
  steps.push([
    'told',
    sets.length === 0
      ? 'SELECT NULL::bigint AS first, NULL::bigint AS last, 0 AS visible'
      : `WITH told AS (
         INSERT INTO record_changes (record_id, field, before, after, origin, cause_id, at)
         SELECT r.id, v.field, v.before, v.after, ${origin}, ${importId}, ${now}
         FROM csv_changed c JOIN csv_stage s ON s.n = c.n JOIN crm_records r ON r.id = c.id
         CROSS JOIN LATERAL (VALUES ${record.map(told).join(', ')}) v(field, before, after)
         WHERE v.before IS DISTINCT FROM v.after RETURNING id, record_id, field)
       SELECT min(id) AS first, max(id) AS last, (count(*) FILTER (WHERE NOT ${madeEarlier} @> record_id
         AND field NOT IN (${Object.keys(derivedFields).map(quoted).join(', ')})))::int AS visible FROM told`,
  ]);
  for (const consent of staged.consents) {
    const { state } = heldConsent(consent);
    const lines = (
      from: string,
    ): string => `INSERT INTO consents (record_id, channel, state, text, source, origin, consent_at, recorded_at)
      SELECT s.record_id, ${quoted(consent.channel)}, s.${state}::consent_state, ${said(consent, 'text')}, ${said(consent, 'source')}, ${consentOrigin}, ${said(consent, 'at')}, ${now} ${from}`;
    steps.push([
      '',
      lines(`FROM csv_changed c JOIN csv_stage s ON s.n = c.n JOIN crm_records r ON r.id = c.id
      WHERE r.${state} <> 'withdrawn' AND s.${state}::consent_state <> r.${state}`),
    ]);
    steps.push(['', lines(`FROM csv_stage s WHERE s.is_new AND s.${state} <> 'unknown'`)]);
  }
  if (sets.length > 0) {
    steps.push([
      '',
      `UPDATE crm_records r SET ${sets.join(', ')}, version = r.version + 1, updated_at = ${now}
      FROM csv_changed c JOIN csv_stage s ON s.n = c.n WHERE r.id = c.id`,
    ]);
  }
  const made: [column: string, value: string][] = [
    ['id', 's.record_id'],
    ['entity', entity],
    ['created_at', now],
    ['updated_at', now],
    ...(columnNames.includes('owner_id') ? [] : [['owner_id', owner] as [string, string]]),
    ...columns.map((one): [string, string] => [one.column, insertedValue(one)]),
    ...(columnNames.includes('source') ? [] : [['source', setting('source', 'text')] as [string, string]]),
    ...staged.consents.map((consent): [string, string] => {
      const { state, at } = heldConsent(consent);
      return [at, `CASE WHEN s.${state} IS NOT NULL THEN ${said(consent, 'at')} END`];
    }),
    ...(staged.custom.length > 0 ? [['custom', 'jsonb_strip_nulls(s.custom)'] as [string, string]] : []),
  ];
  if (options.mode !== 'update') {
    // Deferred to here, so that consents of new people find them; the foreign key is checked at the end of the statement.
    steps.splice(steps.findIndex(([name]) => name === 'told') + 1, 0, [
      '',
      `INSERT INTO crm_records (${made.map(([column]) => column).join(', ')})
      SELECT ${made.map(([, value]) => value).join(', ')} FROM csv_stage s WHERE s.is_new`,
    ]);
  }
  steps.push(...tagSteps(staged));
  steps.push([
    'outcome',
    `SELECT coalesce(range_agg(int8range(record_id, record_id, '[]')) FILTER (WHERE is_new), '{}')::text AS created_ids,
      coalesce(range_agg(int8range(record_id, record_id, '[]')), '{}')::text AS people_ids,
      (count(*) FILTER (WHERE is_new))::int AS created,
      (count(*) FILTER (WHERE NOT is_new AND (n IN (SELECT n FROM csv_changed)${staged.tags ? ' OR record_id IN (SELECT record_id FROM csv_tagged)' : ''})))::int AS updated,
      count(*)::int AS people FROM csv_stage`,
  ]);
  return {
    create: `CREATE TEMP TABLE csv_stage (n integer PRIMARY KEY, match_key text, record_id bigint, is_new boolean${[
      ...columns.map((one) => `${one.column} ${one.type}`),
      ...parts.map(({ column, type }) => `${column} ${type}`),
      ...extra.map((name) => `${name} jsonb`),
      ...unsaid.map((name) => `${name} text[]`),
    ]
      .map((one) => `, ${one}`)
      .join('')}) ON COMMIT DROP`,
    copy: `COPY csv_stage (${['n', 'match_key', ...columnNames, ...parts.map(({ column }) => column), ...extra, ...unsaid].join(', ')}) FROM STDIN`,
    names: steps.map(([name]) => name),
    work: steps.map(([, sql]) => sql).join(';\n'),
  };
}

function insertedValue(column: StagedColumn): string {
  if (isConsentState(column.name)) return `coalesce(s.${column.column}, 'unknown')::consent_state`;
  if (column.name === 'ownerId') return `coalesce(s.owner_id, ${owner})`;
  return column.name === 'source' ? `coalesce(s.source, ${setting('source', 'text')})` : `s.${column.column}`;
}

/** Tags are only ever put on, never taken off. A new record needs no line of it: it goes as a whole when the import is undone. */
function tagSteps(staged: Staged): [string, string][] {
  if (!staged.tags) return [];
  const named = `(SELECT s.record_id, s.is_new, t.name FROM csv_stage s CROSS JOIN LATERAL jsonb_array_elements_text(s.tags) t(name))`;
  return [
    [
      'newTags',
      `WITH made AS (INSERT INTO tags (name) SELECT DISTINCT ON (lower(x.name)) x.name FROM ${named} x WHERE NOT EXISTS (SELECT FROM tags t WHERE lower(t.name) = lower(x.name))
        ORDER BY lower(x.name), x.name ON CONFLICT DO NOTHING RETURNING id) SELECT coalesce(array_agg(id), '{}')::text AS ids FROM made`,
    ],
    ['', `CREATE TEMP TABLE csv_tagged (record_id bigint, tag_id bigint) ON COMMIT DROP`],
    [
      '',
      `WITH put AS (INSERT INTO record_tags (record_id, tag_id) SELECT DISTINCT x.record_id, t.id FROM ${named} x JOIN tags t ON lower(t.name) = lower(x.name)
        ON CONFLICT DO NOTHING RETURNING record_id, tag_id)
      INSERT INTO csv_tagged SELECT p.record_id, p.tag_id FROM put p JOIN csv_stage s ON s.record_id = p.record_id WHERE NOT s.is_new`,
    ],
    [
      'tagsTold',
      `WITH told AS (
        INSERT INTO record_changes (record_id, field, after, origin, cause_id, at)
        SELECT c.record_id, 'tags', to_jsonb(t.name), ${origin}, ${importId}, ${now} FROM csv_tagged c JOIN tags t ON t.id = c.tag_id RETURNING id, record_id)
      SELECT min(id) AS first, max(id) AS last, (count(*) FILTER (WHERE NOT ${madeEarlier} @> record_id))::int AS visible FROM told`,
    ],
  ];
}
