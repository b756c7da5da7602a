import { z } from 'zod';
import { defineRoute } from '@/app/_server/define-route';
import { withDotdigital } from '@/app/_server/with-dotdigital';
import { listStudioCampaigns } from '@/lib/email-studio';
import { idText } from '@/lib/text';

/** The latest drafts and campaigns of the account, as Dotdigital lists them now. */
export const GET = defineRoute({
  params: z.object({ id: idText }),
  run: (ctx, { params: { id } }) => withDotdigital(ctx, id, (client) => listStudioCampaigns(ctx, client)),
});
