import { campaignFeed } from '@/lib/campaigns';
import type { Machines } from '@/lib/campaigns/schemas';
import type { Context } from '@/lib/context';
import { Feed } from './feed';

/** What happens to the campaign now, as far as it was read. */
export async function FeedCard({ ctx, id, machines }: { ctx: Context; id: string; machines: Machines }) {
  return <Feed id={id} machines={machines} initial={await campaignFeed(ctx, { id, machines })} />;
}
