import { readPlanMapping } from '../../data-fields';
import { Prisma, type Tx } from '../../db';
import { agree, plural } from '../../format';
import { logRun } from '../../sync-runs';
import { carried } from './carried-values';
import type { Batch } from '../next-step';
import type { WaveWork } from '../session';

/** Text of any length up to this fits everywhere (dotdigital-api.md 6). */
const safeTextLength = 250;

/**
 * Dotdigital refused rows for a value that doesn't fit, and doesn't say which. Their values of another type than text, and long
 * texts, as far as this file carried them and they differ from what it holds, are left out, and the rest goes once more in a file of its own. The row is named
 * with what was left out, and its hash stays that of all its values: nothing is sent again until one of them changes. A row that
 * is refused without them, too, has none left to leave out.
 */
export async function leaveOutValues({ wave, target }: WaveWork, tx: Tx, batch: Batch): Promise<void> {
  const mapping = await readPlanMapping(tx, target.integrationId, target.entity);
  const types = JSON.stringify(Object.fromEntries(mapping.map(({ name, type }) => [name, type])));
  const rows = await tx.$queryRaw<{ reason_text: string }[]>`
    WITH suspects AS MATERIALIZED (
      SELECT p.n, array_agg(v.key) AS names,
        jsonb_object_agg(v.key, CASE WHEN jsonb_typeof(p.held_values->v.key) = 'string' THEN p.held_values->>v.key ELSE '' END) AS instead,
        string_agg(v.key || ': “' || left(v.value, 100) || '”', ', ' ORDER BY v.key) AS named
      FROM planned_changes p
      CROSS JOIN LATERAL (
        SELECT e.key, coalesce(e.value->>'fill', e.value #>> '{}') AS value, e.value AS carried FROM jsonb_each(${carried(batch)}) e) v
      JOIN jsonb_each_text(${types}::jsonb) t ON t.key = v.key
      WHERE p.batch_id = ${batch.id} AND p.outcome = 'rejected' AND p.reason_code = 'failures'
        AND v.value <> '' AND (t.value <> 'String' OR length(v.value) > ${safeTextLength})
        AND p.held_values->v.key IS DISTINCT FROM v.carried
      GROUP BY p.n),
    again AS (
      INSERT INTO export_batches (wave_id, n, kind, row_count, state, policies, kept_fields)
      SELECT ${wave.id}, (SELECT max(n) + 1 FROM export_batches WHERE wave_id = ${wave.id}), ${batch.kind}, count(*), 'prepared',
        ${[...batch.policies]}::text[], ${batch.keptFields}::text[]
      FROM suspects
      WHERE EXISTS (SELECT FROM connections c WHERE c.id = ${target.connectionId} AND c.state IN ('active', 'held', 'paused'))
      HAVING count(*) > 0
      RETURNING id)
    UPDATE planned_changes p SET outcome = NULL, settled_at = NULL, reason_code = 'value_left_out', reason_text = s.named,
      wanted_values = (p.wanted_values - s.names)${batch.policies[0] === 'clear' ? Prisma.sql` || s.instead` : Prisma.empty}, batch_id = again.id
    FROM suspects s, again WHERE p.wave_id = ${wave.id} AND p.n = s.n
    RETURNING p.reason_text`;
  const [first] = rows;
  if (!first) return;
  const people = plural(rows.length, 'person was', 'people were');
  await logRun(
    tx,
    wave.runId,
    'warn',
    `${people} refused for a value that doesn’t fit its data field; the rest goes without it. ${agree(rows.length, 'Left out', 'The first')}: ${first.reason_text}.`,
  );
}
