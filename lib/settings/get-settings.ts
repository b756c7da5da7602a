import type { Context } from '../context';
import { notFound } from '../errors';
import { permit } from '../permissions';
import { readStored, resolve, settingsKey } from './read-settings';
import { settingNames, type SettingName, type SettingsView } from './schemas';

/** Every setting of one level, what holds and where it comes from; without an integration, the level of all of them. */
export async function getSettings(
  ctx: Context,
  { integrationId }: { integrationId: string | null },
): Promise<SettingsView> {
  permit(ctx, 'settings.read');
  const { prisma } = ctx.db;
  const id = integrationId === null ? null : BigInt(integrationId);
  const integration = id === null ? null : await findIntegration(ctx, id);
  const [general = {}, ownOfIntegration = {}] = await readStored(prisma, id === null ? [null] : [null, id]);
  const own = id === null ? general : ownOfIntegration;
  const lastChanges = await readLastChanges(ctx, id);
  return {
    integration,
    settings: settingNames.map((name) => ({
      name,
      ...resolve(ctx, name, general, ownOfIntegration),
      own: own[name] ?? null,
      behind: resolve(ctx, name, id === null ? {} : general, {}).value,
      changedAt: lastChanges.get(name)?.at.toISOString() ?? null,
      changedBy: lastChanges.get(name)?.by ?? null,
    })),
  };
}

async function findIntegration(ctx: Context, id: bigint): Promise<{ id: string; name: string }> {
  const found = await ctx.db.prisma.integration.findFirst({
    where: { id, deletedAt: null },
    select: { name: true },
  });
  if (!found) throw notFound('integration');
  return { id: String(id), name: found.name };
}

async function readLastChanges(ctx: Context, id: bigint | null) {
  const rows = await ctx.db.prisma.$queryRaw<{ name: SettingName; at: Date; by: string }[]>`
    SELECT DISTINCT ON (change.name) change.name, a.at, a.actor_label AS by
    FROM audit_entries a CROSS JOIN LATERAL jsonb_to_recordset(a.detail->'changes') AS change (name text)
    WHERE a.subject_type = 'settings' AND a.subject_id = ${settingsKey(id)}
    ORDER BY change.name, a.id DESC`;
  return new Map(rows.map((row) => [row.name, row]));
}
