import type { Context } from '../context';
import type { DotdigitalClient } from '../dotdigital';
import { permit } from '../permissions';
import { splitPreviewText } from './mail-content';
import type { AccountOffer, TemplateView } from './schemas';

const maxTemplates = 1_000;

/** What a campaign of this account can be made of: its own from addresses, and its templates by name. */
export async function readAccountOffer(ctx: Context, client: DotdigitalClient): Promise<AccountOffer> {
  permit(ctx, 'campaigns.send');
  const offer: AccountOffer = { fromAddresses: [], templates: [] };
  for await (const { rows } of client.fromAddresses())
    offer.fromAddresses.push(...rows.map(({ id, email }) => ({ id: String(id), email })));
  for await (const { rows } of client.templates()) {
    offer.templates.push(...rows.map(({ id, name }) => ({ id: String(id), name })));
    if (offer.templates.length >= maxTemplates) break;
  }
  offer.templates.sort((one, other) => one.name.localeCompare(other.name));
  return offer;
}

/** A template as the beginning of a draft. */
export async function readTemplate(
  ctx: Context,
  client: DotdigitalClient,
  templateId: string,
): Promise<TemplateView> {
  permit(ctx, 'campaigns.send');
  const { subject, fromName, htmlContent, plainTextContent } = await client.template(Number(templateId));
  return { subject, fromName, ...splitPreviewText(htmlContent), plainTextContent };
}
