import { defineRoute } from '@/app/_server/define-route';
import { previewMail } from '@/lib/export';
import { MailPreviewInput } from '@/lib/export/schemas';

/** A campaign's mail as one person would get it. */
export const GET = defineRoute({
  query: MailPreviewInput,
  run: (ctx, { query }) => previewMail(ctx, query),
});
