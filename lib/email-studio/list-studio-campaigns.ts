import type { Context } from '../context';
import type { DotdigitalClient, WireCampaign } from '../dotdigital';
import { permit } from '../permissions';
import type { StudioCampaign } from './schemas';

const shown = 12;

/** The latest of the account by id, which Dotdigital gives in order: drafts first, then what was sent. Reads all pages, keeps a dozen of each. */
export async function listStudioCampaigns(ctx: Context, client: DotdigitalClient): Promise<StudioCampaign[]> {
  permit(ctx, 'studio.use');
  let drafts: WireCampaign[] = [];
  let others: WireCampaign[] = [];
  for await (const { rows } of client.campaigns()) {
    drafts = latest([...drafts, ...rows.filter(isDraft)]);
    others = latest([...others, ...rows.filter((row) => !isDraft(row))]);
  }
  return [...drafts, ...others].slice(0, shown).map(({ id, name, subject, status }) => ({
    dotdigitalId: id,
    name,
    subject,
    status,
  }));
}

const isDraft = ({ status }: WireCampaign): boolean => status === 'Unsent';

const latest = (rows: WireCampaign[]): WireCampaign[] =>
  rows.sort((one, other) => other.id - one.id).slice(0, shown);
