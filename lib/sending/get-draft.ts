import { displayableHtml } from '../campaigns';
import type { Context } from '../context';
import { permit } from '../permissions';
import { fetchDraft, mayChange, type Draft } from './internal';
import { contentOf } from './mail-content';
import type { DraftView } from './schemas';
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
  htmlContent: draft.htmlContent,
  plainTextContent: draft.plainTextContent,
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
  const draft = await fetchDraft(ctx, ctx.db.prisma, BigInt(id));
  const { htmlContent, plainTextContent } = contentOf(draft);
  return { html: displayableHtml(htmlContent), plainText: plainTextContent };
}
