import type { EmailCampaignView } from '@/lib/campaigns/schemas';

/** As long as the import reads it at every pass (lib/import/campaigns-to-read.ts). */
const freshMs = 30 * 86_400_000;

/** Whether something may still happen to it. */
export const isFresh = (
  { goneAt, status, sentAt }: Pick<EmailCampaignView, 'goneAt' | 'status' | 'sentAt'>,
  now: Date,
): boolean =>
  goneAt === null &&
  (status !== 'Sent' || sentAt === null || now.getTime() - new Date(sentAt).getTime() < freshMs);
