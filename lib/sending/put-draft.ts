import type { Context } from '../context';
import { DotdigitalError, type DotdigitalClient } from '../dotdigital';
import { conflict } from '../errors';
import { contentHash, contentOf } from './mail-content';

/**
 * Brings a draft to Dotdigital as it stands here, and keeps what Dotdigital then says it holds. Safe to repeat: one that is there is
 * written over, and one whose making had no answer is looked for before another is made. A draft too many reaches nobody.
 */
export async function putDraft(ctx: Context, client: DotdigitalClient, id: bigint): Promise<void> {
  const { prisma } = ctx.db;
  const draft = await prisma.campaignDraft.findUniqueOrThrow({ where: { id } });
  const content = contentOf(draft);
  let dotdigitalId = draft.dotdigitalId;
  if (dotdigitalId !== null) await client.updateCampaign(dotdigitalId, content);
  else {
    const found = draft.makingSince === null ? null : await findMade(ctx, client, contentHash(content));
    if (found === null)
      await prisma.campaignDraft.update({ where: { id }, data: { makingSince: ctx.now() } });
    dotdigitalId = found ?? (await client.createCampaign(content)).id;
  }
  const held = await client.campaign(dotdigitalId);
  const { count } = await prisma.campaignDraft.updateMany({
    where: { id, version: draft.version, state: 'draft', OR: [{ dotdigitalId: null }, { dotdigitalId }] },
    data: { dotdigitalId, makingSince: null, heldHash: contentHash(held), problem: null },
  });
  if (count === 0)
    throw conflict('This campaign was changed or sent meanwhile. Reload to see how it stands.');
}

/** Word for word the same, never sent, and nobody’s here. */
async function findMade(ctx: Context, client: DotdigitalClient, hash: string): Promise<number | null> {
  const candidates: number[] = [];
  for await (const { rows } of client.campaigns())
    candidates.push(...rows.filter(({ status }) => status === 'Unsent').map(({ id }) => id));
  const ours = await ctx.db.prisma.campaignDraft.findMany({
    where: { dotdigitalId: { in: candidates } },
    select: { dotdigitalId: true },
  });
  const free = candidates.filter((id) => !ours.some(({ dotdigitalId }) => dotdigitalId === id));
  for (const id of free.sort((one, other) => other - one).slice(0, maxCandidates))
    if (contentHash(await client.campaign(id)) === hash) return id;
  return null;
}

/** Drafts younger than these would have been made after ours. */
const maxCandidates = 20;

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
