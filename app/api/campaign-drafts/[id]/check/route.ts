import { defineRoute } from '@/app/_server/define-route';
import { withDotdigital } from '@/app/_server/with-dotdigital';
import { checkDraft, integrationOfDraft } from '@/lib/sending';
import { DraftId } from '@/lib/sending/schemas';

/** What is to be known before it goes out, as it is now. */
export const GET = defineRoute({
  params: DraftId,
  run: async (ctx, { params: { id } }) =>
    withDotdigital(ctx, await integrationOfDraft(ctx, id), (client) => checkDraft(ctx, client, id)),
});
