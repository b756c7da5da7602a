'use server';

import { defineAction } from '@/app/_server/define-action';
import { deleteWithRuns } from '@/app/_server/delete-with-runs';
import { syncBothWays } from '@/app/_server/sync-both-ways';
import {
  checkConnection,
  createIntegration,
  setIntegrationActive,
  updateIntegration,
} from '@/lib/integrations';
import {
  CheckConnection,
  CreateIntegration,
  DeleteIntegration,
  IntegrationId,
  SetIntegrationActive,
  UpdateIntegration,
} from '@/lib/integrations/schemas';

const revalidate = ['/integrations'];

export const createIntegrationAction = defineAction({
  input: CreateIntegration,
  run: createIntegration,
  stepUp: true,
  wakes: true,
  revalidate,
});
export const updateIntegrationAction = defineAction({
  input: UpdateIntegration,
  run: updateIntegration,
  // Its secrets; a new name hurts nobody.
  stepUp: async (_, { password, clientSecret }) => password !== '' || clientSecret !== '',
  wakes: true,
  revalidate,
});
export const checkConnectionAction = defineAction({ input: CheckConnection, run: checkConnection });
export const setIntegrationActiveAction = defineAction({
  input: SetIntegrationActive,
  run: setIntegrationActive,
  wakes: true,
  revalidate,
});
export const scheduleSyncAction = defineAction({
  input: IntegrationId,
  run: syncBothWays,
  wakes: true,
  revalidate,
});
export const deleteIntegrationAction = defineAction({
  input: DeleteIntegration,
  run: deleteWithRuns,
  revalidate,
});
