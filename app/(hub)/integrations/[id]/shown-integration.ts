import { parseInput } from '@/app/_server/define-action';
import { pageSubject } from '@/app/_server/page-subject';
import { getIntegration } from '@/lib/integrations';
import { IntegrationId } from '@/lib/integrations/schemas';

export const shownIntegration = pageSubject('integrations.read', (ctx, given: { id: string }) =>
  getIntegration(ctx, parseInput(IntegrationId, given)),
);
