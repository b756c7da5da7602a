export { askErasure } from './erasing/ask-erasure';
export { checkAddress, liftBlock } from './erasing/address-blocks';
export { leaveAccountOut, retryErasure } from './erasing/help-erasure';
export { getErasure, listErasures } from './erasing/list-erasures';
export { listDisclosures } from './disclosures/list-disclosures';
export { rotateErasures } from './erasing/rotate-erasures';
export { previewErasure } from './erasing/preview-erasure';
export { findDueErasures, pushErasure } from './erasing/push-erasure';
export { isSweepDue, sweepErased } from './erasing/sweep-erased';
export { personJson, personText, personZip } from './exporting/export-files';
export { consentHistoryCsv } from './exporting/consent-history';
export { recordOfProcessingCsv } from './exporting/record-of-processing';
export { exportPerson } from './exporting/export-person';
export { checkResubscribed, checkResubscribedNow, isCheckDue } from './resubscribed/check-resubscribed';
export { readCheck } from './resubscribed/read-check';
export {
  applyRetention,
  changeRetention,
  getRetention,
  isRetentionDue,
  previewRetention,
} from './retention/retention';
