import type { z } from 'zod';
import { findMails, getCampaignMail, personalise } from '../../campaigns';
import type { Context } from '../../context';
import { readPersonValues } from '../../data-fields';
import { permit } from '../../permissions';
import type { MailPreview, MailPreviewInput } from '../schemas';

/** A campaign's mail as this person would get it: with the values that would be sent for them, and the defaults of fields without one. */
export async function previewMail(
  ctx: Context,
  { integrationId, addressBookId, recordId, campaignId }: z.output<typeof MailPreviewInput>,
): Promise<MailPreview> {
  permit(ctx, 'crm.read');
  const campaigns = await findMails(ctx, { integrationId, addressBookId });
  const chosen = campaigns.find(({ id }) => id === campaignId) ?? campaigns[0];
  const offered = campaigns.map(({ id, name, sentAt }) => ({ id, name, sentAt }));
  if (!chosen) return { campaigns: offered, mail: null };
  const values = await readPersonValues(ctx, { integrationId, recordId });
  const { html, plainText } = await getCampaignMail(ctx, chosen.id);
  return {
    campaigns: offered,
    mail: {
      campaignId: chosen.id,
      subject: personalise(chosen.subject, values, 'text'),
      html: personalise(html, values, 'html'),
      plainText: personalise(plainText, values, 'text'),
    },
  };
}
