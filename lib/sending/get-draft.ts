import { displayableHtml } from '../campaigns';
import { visibleLists, type Context } from '../context';
import { permit } from '../permissions';
import {
  draftColumns,
  draftTables,
  fetchDraft,
  mayChange,
  toDraftRow,
  type Draft,
  type FoundDraft,
} from './internal';
import type { DraftFields, DraftRow, DraftView } from './schemas';
import { replyActions } from '../dotdigital/schemas';

export async function getDraft(ctx: Context, id: string): Promise<DraftView> {
  permit(ctx, 'campaigns.send');
  return viewOf(ctx, await fetchDraft(ctx, ctx.db.prisma, BigInt(id)));
}

export const viewOf = (ctx: Context, draft: Draft): DraftView => ({
  ...draft.shown,
  previewText: draft.previewText,
  fromName: draft.fromName,
  fromAddressId: String(draft.fromAddressId),
  fromAddress: draft.fromAddress,
  replyAction: replyActions.find((one) => one === draft.replyAction) ?? 'Unset',
  replyToAddress: draft.replyToAddress,
  connectionId: String(draft.connectionId),
  version: draft.version,
  entity: draft.list.entity,
  dotdigitalId: draft.dotdigitalId,
  leftOutCount: draft.leftOutCount,
  despite: draft.despite,
  canChange: mayChange(ctx, draft.list),
});

/** The mail as it may be shown: HTML for the sandboxed frame, and plain text. */
export async function getDraftMail(ctx: Context, id: string): Promise<{ html: string; plainText: string }> {
  permit(ctx, 'campaigns.send');
  const { htmlContent, plainTextContent } = await fetchDraft(ctx, ctx.db.prisma, BigInt(id));
  return { html: displayableHtml(htmlContent), plainText: plainTextContent };
}

/** As it was written, for the form. */
export async function getDraftContent(
  ctx: Context,
  id: string,
): Promise<Pick<DraftFields, 'htmlContent' | 'plainTextContent'>> {
  permit(ctx, 'campaigns.send');
  const { htmlContent, plainTextContent } = await fetchDraft(ctx, ctx.db.prisma, BigInt(id));
  return { htmlContent, plainTextContent };
}

/** Where an imported campaign was made here, for who may see that. */
export async function findDraftOf(
  ctx: Context,
  campaignId: string,
): Promise<{ list: DraftRow['list'] } | null> {
  permit(ctx, 'campaigns.send');
  const found = await ctx.db.prisma.$queryRaw<FoundDraft[]>`
    SELECT ${draftColumns} FROM ${draftTables} WHERE d.id = ${BigInt(campaignId)} AND ${visibleLists(ctx)}`;
  return found[0] ? { list: toDraftRow(found[0]).list } : null;
}
