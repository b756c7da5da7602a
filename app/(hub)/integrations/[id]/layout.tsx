import { parseInput } from '@/app/_server/define-action';
import { onlyExisting } from '@/app/_server/only-existing';
import { getIntegration } from '@/lib/integrations';
import { IntegrationId } from '@/lib/integrations/schemas';

export default onlyExisting('integrations.read', (ctx, given: { id: string }) =>
  getIntegration(ctx, parseInput(IntegrationId, given)),
);
