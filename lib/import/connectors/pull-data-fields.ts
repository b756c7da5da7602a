import { ensureDefaultMappings, storeDataFields } from '../../data-fields';
import { loadCursor, saveCursor } from '../import-cursor';
import { addCount, store, type Pass } from '../pass';

/** Fields change rarely: as often as the settings say, whenever someone presses Refresh data fields, and while a mapping waits for one that is gone. * After the first reading, first and last name are mapped on their own. */
export async function pullDataFields(pass: Pass): Promise<void> {
  const { ctx, integrationId } = pass;
  const key = { integrationId, connector: 'data_fields' as const, scopeId: '' };
  const { lastSuccessAt, position } = await loadCursor(ctx.db.prisma, key, ctx.now());
  const isFresh =
    lastSuccessAt !== null &&
    ctx.now().getTime() - lastSuccessAt.getTime() < pass.settings.dataFieldHours * 3_600_000;
  const awaited = { integrationId, goneAt: { not: null }, mappingRows: { some: {} } };
  if (isFresh && (await ctx.db.prisma.dataField.count({ where: awaited })) === 0) return;
  let answer = await pass.client.dataFields();
  const known = await ctx.db.prisma.dataField.findMany({
    where: { integrationId, goneAt: null },
    select: { name: true },
  });
  const listed = new Set(answer.rows.map(({ name }) => name.toUpperCase()));
  // Fields that vanished are looked for once more before anything is marked.
  if (known.some(({ name }) => !listed.has(name.toUpperCase()))) answer = await pass.client.dataFields();
  addCount(pass, 'setAside', answer.refused.length);
  const changed = await store(pass, async (tx) => {
    const stored = await storeDataFields(ctx, tx, { integrationId, rows: answer.rows });
    await ensureDefaultMappings(ctx, tx, integrationId);
    await saveCursor(tx, key, { since: null, position, finishedAt: ctx.now() });
    return stored;
  });
  addCount(pass, 'dataFields', changed);
}
