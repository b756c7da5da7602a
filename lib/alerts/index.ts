export { chooseAlerts, getOwnAlerts, muteAlerts } from './own-alerts';
export { findDueReaders, tellReader } from './tell-reader';
