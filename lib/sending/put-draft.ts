import type { Context } from '../context';
import { DotdigitalError, type DotdigitalClient } from '../dotdigital';
import { conflict } from '../errors';
import type { Draft } from './internal';
import { contentHash, contentOf } from './mail-content';

/**
 * Brings a draft to Dotdigital as it stands here, and keeps what Dotdigital then says it holds. That a request to make it leaves is
 * stored before it does. Safe to repeat: one that is there is written over. A draft too many reaches nobody.
 */
export async function putDraft(ctx: Context, client: DotdigitalClient, id: bigint): Promise<void> {
  const { prisma } = ctx.db;
  const draft = await prisma.campaignDraft.findUniqueOrThrow({ where: { id } });
  const content = contentOf(draft);
  let { dotdigitalId } = draft;
  if (dotdigitalId !== null) await client.updateCampaign(dotdigitalId, content);
  else {
    await prisma.campaignDraft.update({ where: { id }, data: { makingSince: ctx.now() } });
    dotdigitalId = (await client.createCampaign(content)).id;
  }
  const held = await client.campaign(dotdigitalId);
  const { count } = await prisma.campaignDraft.updateMany({
    where: { id, version: draft.version, state: 'draft', OR: [{ dotdigitalId: null }, { dotdigitalId }] },
    data: { dotdigitalId, makingSince: null, heldHash: contentHash(held), problem: null },
  });
  if (count === 0)
    throw conflict('This campaign was changed or sent meanwhile. Reload to see how it stands.');
}

/** Only the latest are looked at: ours was made after whatever is older. */
const maxCandidates = 20;

/** A campaign whose making had no answer may be there all the same: word for word ours, never sent, and nobody’s here. Then it is ours. */
export async function adoptMade(ctx: Context, client: DotdigitalClient, draft: Draft): Promise<void> {
  if (draft.dotdigitalId !== null || draft.makingSince === null) return;
  const candidates: number[] = [];
  for await (const { rows } of client.campaigns())
    candidates.push(...rows.filter(({ status }) => status === 'Unsent').map(({ id }) => id));
  const { prisma } = ctx.db;
  const ours = await prisma.campaignDraft.findMany({
    where: { integrationId: draft.integrationId, dotdigitalId: { in: candidates } },
    select: { dotdigitalId: true },
  });
  const free = candidates.filter((id) => !ours.some(({ dotdigitalId }) => dotdigitalId === id));
  const wanted = contentHash(contentOf(draft));
  for (const dotdigitalId of free.sort((one, other) => other - one).slice(0, maxCandidates)) {
    if (contentHash(await client.campaign(dotdigitalId)) !== wanted) continue;
    await prisma.campaignDraft.updateMany({
      where: { id: draft.id, dotdigitalId: null, state: 'draft' },
      data: { dotdigitalId, makingSince: null },
    });
    return;
  }
}

/** What Dotdigital holds, beside what it held after our last word; `not_made`: our last word had no good answer. */
export async function compareRemote(
  client: DotdigitalClient,
  draft: { dotdigitalId: number | null; heldHash: string | null },
): Promise<'same' | 'changed' | 'gone' | 'sent' | 'not_made'> {
  if (draft.dotdigitalId === null) return 'not_made';
  try {
    const campaign = await client.campaign(draft.dotdigitalId);
    if (campaign.status !== 'Unsent') return 'sent';
    if (draft.heldHash === null) return 'not_made';
    return contentHash(campaign) === draft.heldHash ? 'same' : 'changed';
  } catch (error) {
    if (error instanceof DotdigitalError && error.kind === 'not_found') return 'gone';
    throw error;
  }
}
