import type { Context } from '@/lib/context';
import type { DotdigitalClient } from '@/lib/dotdigital';
import { permit } from '@/lib/permissions';
import type { CampaignOption } from '../schemas';

/** The account's triggered campaigns, as Dotdigital has them now. */
export async function listTriggeredCampaigns(
  ctx: Context,
  client: Pick<DotdigitalClient, 'triggeredCampaigns'>,
): Promise<CampaignOption[]> {
  permit(ctx, 'automations.read');
  const found: CampaignOption[] = [];
  for await (const { rows } of client.triggeredCampaigns())
    for (const { id, name } of rows) found.push({ id, name });
  return found;
}

/** Addresses that the account may send from. */
export async function listSenders(
  ctx: Context,
  client: Pick<DotdigitalClient, 'fromAddresses'>,
): Promise<string[]> {
  permit(ctx, 'automations.read');
  const found: string[] = [];
  for await (const { rows } of client.fromAddresses()) found.push(...rows.map(({ email }) => email));
  return found;
}
