import type { Context } from '../context';
import { Prisma } from '../db';
import { permit } from '../permissions';
import { isShown, selectCampaigns } from './internal';
import type { CampaignOption } from './schemas';

const maxOptions = 500;

/** For pickers: newest first. */
export async function listCampaignOptions(ctx: Context): Promise<CampaignOption[]> {
  permit(ctx, 'statistics.read');
  const rows = await selectCampaigns(
    ctx,
    ctx.db.prisma,
    Prisma.sql`WHERE ${isShown}
    ORDER BY coalesce(c.sent_at, t.first_sent_at) DESC NULLS LAST, c.id DESC LIMIT ${maxOptions}`,
  );
  return rows.map(({ id, name, sentAt }) => ({ id, name, sentAt }));
}
