import { DotdigitalError, type DotdigitalClient } from '../dotdigital';

/** Clocks here and there may differ by this much. */
const dayMs = 86_400_000;

/**
 * Whether Dotdigital has taken a send of this campaign: it is no draft any more, or has a time at which it goes out. Sends themselves
 * can't be listed there.
 */
export async function lookUpSend(
  client: DotdigitalClient,
  { dotdigitalId, since }: { dotdigitalId: number; since: Date },
): Promise<'accepted' | 'unsent' | 'gone'> {
  try {
    const { status } = await client.campaign(dotdigitalId);
    if (status !== 'Unsent') return 'accepted';
  } catch (error) {
    if (error instanceof DotdigitalError && error.kind === 'not_found') return 'gone';
    throw error;
  }
  const from = new Date(since.getTime() - dayMs);
  for await (const { rows } of client.scheduledCampaigns(from))
    if (rows.some(({ id, scheduledDate }) => id === dotdigitalId && scheduledDate !== null))
      return 'accepted';
  return 'unsent';
}
