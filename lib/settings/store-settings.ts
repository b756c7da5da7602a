import { recordAudit, type Context } from '../context';
import type { Tx } from '../db';
import { invalidInput, notFound } from '../errors';
import { fixedBy, readStored, settingsKey } from './read-settings';
import { settingCatalogue, type ChangeSettingsInput, type SettingName } from './schemas';

/** Stores what differs, with one line in the audit log; answers which settings those are. Of two at a time the second sees the first. */
export async function storeSettings(
  ctx: Context,
  tx: Tx,
  { integrationId, changes }: ChangeSettingsInput,
): Promise<SettingName[]> {
  const id = integrationId === null ? null : BigInt(integrationId);
  const key = settingsKey(id);
  if (id !== null) await requireIntegration(tx, id);
  refuseFixed(ctx, changes);
  await tx.setting.createMany({ data: [{ key, value: {} }], skipDuplicates: true });
  await tx.$executeRaw`SELECT FROM settings WHERE key = ${key} FOR UPDATE`;
  const [before = {}] = await readStored(tx, [id]);
  const told = Object.entries(changes).flatMap(([name, to]) => {
    const from = before[name as SettingName] ?? null;
    return to === undefined || to === from ? [] : [{ name: name as SettingName, from, to }];
  });
  if (told.length === 0) return [];
  const after = { ...before, ...Object.fromEntries(told.map(({ name, to }) => [name, to])) };
  const value = Object.fromEntries(Object.entries(after).filter(([, one]) => one !== null));
  await tx.setting.update({ where: { key }, data: { value } });
  await recordAudit(ctx, tx, {
    action: 'settings.dotdigital',
    subjectType: 'settings',
    subjectId: key,
    detail: { changes: told },
  });
  return told.map(({ name }) => name);
}

/** With the integration goes what was set for it. */
export const forgetSettings = async (tx: Tx, integrationId: bigint): Promise<void> => {
  await tx.setting.deleteMany({ where: { key: settingsKey(integrationId) } });
};

async function requireIntegration(tx: Tx, id: bigint): Promise<void> {
  const found =
    await tx.$queryRaw`SELECT id FROM integrations WHERE id = ${id} AND deleted_at IS NULL FOR SHARE`;
  if (Array.isArray(found) && found.length > 0) return;
  throw notFound('integration');
}

function refuseFixed(ctx: Context, changes: ChangeSettingsInput['changes']): void {
  const fixed = fixedBy(ctx.config);
  const refused = Object.entries(changes).flatMap(([name, to]) => {
    const definition = settingCatalogue[name as SettingName];
    if (to === undefined || (fixed[name as SettingName] ?? null) === null || !('env' in definition))
      return [];
    return [[name, `Set by ${definition.env} of the environment; it can’t be changed here.`] as const];
  });
  const [first] = refused;
  if (first) throw invalidInput(first[1], Object.fromEntries(refused));
}
