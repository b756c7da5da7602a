import { readMappedFields, storeDataFields } from '../../data-fields';
import { logRun } from '../../sync-runs';
import { planWave } from '../waves/begin-wave';
import type { Session } from '../session';
import { fenced } from '../wave-lease';

/**
 * Are the data fields of the wave's mapping as its plan took them to be? One call; a difference is read a second time before it is
 * believed. Then the wave, of which nothing has left yet, is planned anew: a field that went is not sent, one that is back is.
 */
export async function lookAtFields(session: Session): Promise<void> {
  const { ctx, wave, target, client } = session;
  const mapped = await readMappedFields(ctx.db.prisma, target.integrationId, target.entity);
  if (mapped.length === 0) return;
  type Listed = Awaited<ReturnType<typeof client.dataFields>>['rows'];
  const differs = (rows: Listed): boolean =>
    mapped.some(({ name, type }) => {
      const there = rows.find((row) => row.name.toUpperCase() === name.toUpperCase());
      return (there?.type ?? null) !== type;
    });
  if (!differs((await client.dataFields()).rows)) return;
  const { rows } = await client.dataFields();
  if (rows.length === 0 || !differs(rows)) return;
  await fenced(ctx, wave, async (tx) => {
    const sent = await tx.exportBatch.count({ where: { waveId: wave.id, state: { not: 'prepared' } } });
    await storeDataFields(ctx, tx, { integrationId: target.integrationId, rows });
    if (sent > 0) return;
    await tx.plannedChange.deleteMany({ where: { waveId: wave.id } });
    await tx.exportBatch.deleteMany({ where: { waveId: wave.id } });
    await tx.wave.update({ where: { id: wave.id }, data: { phase: 'planning' } });
    await logRun(
      tx,
      wave.runId,
      'info',
      'Data fields changed at Dotdigital since they were last read, so the plan is made anew.',
    );
  });
  await planWave(ctx, target, wave);
}
