export { getSettings } from './get-settings';
export { listSettingChanges } from './list-setting-changes';
export { quietUntil } from './quiet-hours';
export { readAllSettings, readSettings } from './read-settings';
export { forgetSettings, storeSettings } from './store-settings';
