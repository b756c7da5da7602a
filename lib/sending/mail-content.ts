import { createHash } from 'node:crypto';
import type { CampaignContent, WireCampaign } from '../dotdigital';
import { replyActions } from '../dotdigital/schemas';

/** Dotdigital has no field for it: mail programs show the first text of the mail, so it goes there and is hidden in the mail itself. */
const opening = '<div data-preview-text="" style="display:none;max-height:0;overflow:hidden;mso-hide:all">';
const placed = /<div data-preview-text="" style="[^"]*">([\s\S]*?)<\/div>/;
const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function withPreviewText(html: string, previewText: string): string {
  const bare = html.replace(placed, '');
  if (previewText === '') return bare;
  const text = previewText.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
  const block = `${opening}${text}</div>`;
  const body = /<body\b[^>]*>/i.exec(bare);
  if (!body) return `${block}${bare}`;
  const at = body.index + body[0].length;
  return `${bare.slice(0, at)}${block}${bare.slice(at)}`;
}

/** The opposite, for a mail that comes from Dotdigital. */
export function splitPreviewText(html: string): { htmlContent: string; previewText: string } {
  const found = placed.exec(html);
  if (!found) return { htmlContent: html, previewText: '' };
  const text = Object.entries(signs).reduceRight(
    (all, [sign, written]) => all.replaceAll(written, sign),
    found[1] ?? '',
  );
  return { htmlContent: html.replace(placed, ''), previewText: text };
}

type StoredContent = {
  name: string;
  subject: string;
  previewText: string;
  fromName: string;
  fromAddressId: number;
  replyAction: string;
  replyToAddress: string;
  htmlContent: string;
  plainTextContent: string;
};

/** A draft as Dotdigital is to have it. */
export const contentOf = (draft: StoredContent): CampaignContent => ({
  name: draft.name,
  subject: draft.subject,
  fromName: draft.fromName,
  fromAddressId: draft.fromAddressId,
  replyAction: replyActions.find((one) => one === draft.replyAction) ?? 'Unset',
  replyToAddress: draft.replyToAddress,
  htmlContent: withPreviewText(draft.htmlContent, draft.previewText),
  plainTextContent: draft.plainTextContent,
});

type Told = Pick<WireCampaign, 'name' | 'subject' | 'fromName' | 'htmlContent' | 'plainTextContent'>;

/** Of what people would read. */
export const contentHash = ({ name, subject, fromName, htmlContent, plainTextContent }: Told): string =>
  createHash('sha256')
    .update(JSON.stringify([name, subject, fromName, htmlContent ?? '', plainTextContent ?? '']))
    .digest('hex');
