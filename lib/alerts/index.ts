export { getAlertAddress, removeAlertAddress, saveAlertAddress } from './address/change-address';
export { findDueAddresses, pushAddress } from './address/push-address';
export { rotateAlertAddress } from './address/rotate-address';
export { chooseAlerts, getOwnAlerts, muteAlerts } from './own-alerts';
export { findDueReaders, tellReader } from './tell-reader';
