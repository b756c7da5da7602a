import type { Context } from '@/lib/context';
import { permit } from '@/lib/permissions';
import { fetchAutomation } from '../internal';
import { AutomationDocument, type AutomationVersionRow } from '../schemas';

/** What it was from each save on, newest first. */
export async function listAutomationVersions(ctx: Context, id: string): Promise<AutomationVersionRow[]> {
  permit(ctx, 'automations.read');
  const { id: automationId } = await fetchAutomation(ctx.db.prisma, BigInt(id));
  const rows = await ctx.db.prisma.automationVersion.findMany({
    where: { automationId },
    orderBy: { version: 'desc' },
    take: 100,
  });
  return rows.map(({ version, sentence, document, actorLabel, createdAt }) => ({
    version,
    sentence,
    name: AutomationDocument.parse(document).name,
    by: actorLabel,
    at: createdAt.toISOString(),
  }));
}
