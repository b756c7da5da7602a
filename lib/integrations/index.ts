export { bringImportForward } from './bring-import-forward';
export { bringImportsForward } from './bring-imports-forward';
export { checkConnection } from './check-connection';
export { createIntegration } from './create-integration';
export { deleteIntegration, purgeDeletedIntegrations } from './delete-integration';
export { getIntegration } from './get-integration';
export { getIntegrationHealth } from './get-integration-health';
export { integrationGrid } from './integration-grid';
export { listIntegrationOptions, listIntegrations } from './list-integrations';
export { readOauthClient, type OauthClient } from './read-oauth-client';
export { noteContactImport, refreshAccount } from './note-account';
export { openDotdigital } from './open-dotdigital';
export { pageIntegrations } from './page-integrations';
export {
  recordIntegrationFailure,
  recordIntegrationSilence,
  recordIntegrationSuccess,
} from './record-integration-health';
export { rotateSecrets } from './rotate-secrets';
export { scheduleSync } from './schedule-sync';
export { setIntegrationActive } from './set-integration-active';
export { readUnsubscribeMeaning } from './unsubscribe-meaning';
export { updateIntegration } from './update-integration';
export { listActivePrograms } from './list-active-programs';
