export { findDueIntegrations } from './find-due-integrations';
export { runImportPass } from './run-import-pass';
