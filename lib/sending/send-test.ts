import { personalise } from '../campaigns';
import { recordAudit, type Context } from '../context';
import { readPersonValues } from '../data-fields';
import { DotdigitalError, type DotdigitalClient } from '../dotdigital';
import { AppError } from '../errors';
import { fetchOwnList } from '../marketing-lists';
import { permit } from '../permissions';
import { fetchDraft } from './internal';
import { contentOf } from './mail-content';
import type { TestSendInput } from './schemas';

/**
 * The mail as one person would get it, to chosen addresses: as a transactional mail, so that the campaign stays a draft and no figure
 * counts it. What only Dotdigital can put in (the unsubscribe link) stays a mark.
 */
export async function sendTest(
  ctx: Context,
  client: DotdigitalClient,
  { id, to, recordId }: TestSendInput,
): Promise<{ to: string[] }> {
  permit(ctx, 'campaigns.send');
  const draft = await fetchDraft(ctx, ctx.db.prisma, BigInt(id));
  await fetchOwnList(ctx, ctx.db.prisma, draft.listId);
  const content = contentOf(draft);
  const values =
    recordId === null
      ? new Map<string, string>()
      : await readPersonValues(ctx, { integrationId: String(draft.integrationId), recordId });
  await ctx.db.prisma.$transaction((tx) =>
    recordAudit(ctx, tx, {
      action: 'campaign.test-send',
      subjectType: 'campaign',
      subjectId: draft.id,
      detail: { name: draft.name, addresses: to.length },
    }),
  );
  try {
    await client.sendMail({
      to,
      from: sender(personalise(content.fromName, values, 'text'), draft.fromAddress),
      subject: `[Test] ${personalise(content.subject, values, 'text')}`,
      htmlContent: personalise(content.htmlContent, values, 'html'),
      plainTextContent: personalise(content.plainTextContent, values, 'text'),
    });
  } catch (error) {
    if (!(error instanceof DotdigitalError) || error.acted === 'no') throw error;
    throw new AppError('outside_failed', 'no answer to a test send', {
      userMessage:
        'Dotdigital gave no answer, so the test may have gone out or not. Look into the mailbox before you send another.',
      cause: error,
    });
  }
  return { to };
}

/** A name that can hold neither another header nor another address. */
const sender = (name: string, address: string): string =>
  `${name
    .replace(/[\p{Cc}"<>@,;:\\]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()} <${address}>`.trim();
