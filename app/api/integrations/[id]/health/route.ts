import { defineRoute } from '@/app/_server/define-route';
import { getIntegrationHealth } from '@/lib/integrations';
import { IntegrationId } from '@/lib/integrations/schemas';

/** The moving part of an integration's page. */
export const GET = defineRoute({
  params: IntegrationId,
  run: (ctx, { params }) => getIntegrationHealth(ctx, params),
});
