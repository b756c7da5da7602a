import { defineRoute } from '@/app/_server/define-route';
import { withDotdigital } from '@/app/_server/with-dotdigital';
import { readTemplate } from '@/lib/sending';
import { TemplateInput } from '@/lib/sending/schemas';

export const GET = defineRoute({
  query: TemplateInput,
  run: (ctx, { query: { integrationId, templateId } }) =>
    withDotdigital(ctx, integrationId, (client) => readTemplate(ctx, client, templateId)),
});
