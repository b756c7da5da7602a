import { z } from 'zod';
import type { Context } from '../context';
import { permit } from '../permissions';
import { settingsKey } from './read-settings';
import { settingNames, type SettingName, type SettingsChange } from './schemas';

const value = z.union([z.string(), z.number()]).nullable();
const Detail = z.object({
  changes: z.array(
    z.object({ name: z.enum(settingNames as [SettingName, ...SettingName[]]), from: value, to: value }),
  ),
});

/** Who changed what when at one level, the newest first; those behind `after`. */
export async function listSettingChanges(
  ctx: Context,
  { integrationId, after, limit }: { integrationId: string | null; after: string | null; limit: number },
): Promise<{ data: SettingsChange[]; nextCursor: string | null }> {
  permit(ctx, 'settings.read');
  const rows = await ctx.db.prisma.auditEntry.findMany({
    where: {
      subjectType: 'settings',
      subjectId: settingsKey(integrationId === null ? null : BigInt(integrationId)),
      ...(after === null ? {} : { id: { lt: BigInt(after) } }),
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const data = page.map(({ id, at, actorLabel, detail }) => ({
    id: String(id),
    at: at.toISOString(),
    by: actorLabel,
    changes: Detail.catch({ changes: [] }).parse(detail).changes,
  }));
  return { data, nextCursor: rows.length > limit ? (data.at(-1)?.id ?? null) : null };
}
