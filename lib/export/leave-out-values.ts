import { readPlanMapping } from '../data-fields';
import { Prisma, type Tx } from '../db';
import { agree, plural } from '../format';
import { logRun } from '../sync-runs';
import type { Batch } from './next-step';
import type { WaveWork } from './session';

/** Over pairs `v`; long ones are cut. */
export const listedValues = Prisma.sql`string_agg(v.key || ': “' || left(v.value, 100) || '”', ', ' ORDER BY v.key)`;

/** Text of any length up to this fits everywhere (dotdigital-api.md 6). */
const safeTextLength = 250;

/**
 * Dotdigital refused rows for a value that doesn't fit, and doesn't say which. Their values of another type than text, and long
 * texts, as far as they differ from what it holds, are left out, and the rest goes once more in a file of its own. The row is named
 * with what was left out, and its hash stays that of all its values: nothing is sent again until one of them changes. A row that
 * is refused without them, too, has none left to leave out.
 */
export async function leaveOutValues({ wave, target }: WaveWork, tx: Tx, batch: Batch): Promise<void> {
  const mapping = await readPlanMapping(tx, target.integrationId, target.entity);
  const types = JSON.stringify(Object.fromEntries(mapping.map(({ name, type }) => [name, type])));
  const rows = await tx.$queryRaw<{ reason_text: string }[]>`
    WITH suspects AS MATERIALIZED (
      SELECT p.n, jsonb_object_agg(v.key, coalesce(p.held_values->>v.key, '')) AS instead, ${listedValues} AS named
      FROM planned_changes p
      CROSS JOIN LATERAL jsonb_each_text(p.wanted_values) v
      JOIN jsonb_each_text(${types}::jsonb) t ON t.key = v.key
      WHERE p.batch_id = ${batch.id} AND p.outcome = 'rejected' AND p.reason_code = 'failures'
        AND v.value <> '' AND (t.value <> 'String' OR length(v.value) > ${safeTextLength})
        AND p.held_values->>v.key IS DISTINCT FROM v.value
      GROUP BY p.n),
    again AS (
      INSERT INTO export_batches (wave_id, n, kind, row_count, state)
      SELECT ${wave.id}, (SELECT max(n) + 1 FROM export_batches WHERE wave_id = ${wave.id}), 'import_v2', count(*), 'prepared'
      FROM suspects
      WHERE EXISTS (SELECT FROM connections c WHERE c.id = ${target.connectionId} AND c.state IN ('active', 'held', 'paused'))
      HAVING count(*) > 0
      RETURNING id)
    UPDATE planned_changes p SET outcome = NULL, settled_at = NULL, reason_code = 'value_left_out', reason_text = s.named,
      wanted_values = p.wanted_values || s.instead, batch_id = again.id
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
