export { askErasure } from './erasing/ask-erasure';
export { checkAddress, liftBlock } from './erasing/address-blocks';
export { leaveAccountOut, retryErasure } from './erasing/help-erasure';
export { getErasure, listErasures } from './erasing/list-erasures';
export { previewErasure } from './erasing/preview-erasure';
export { findDueErasures, pushErasure } from './erasing/push-erasure';
export { isSweepDue, sweepErased } from './erasing/sweep-erased';
export { personJson, personText, personZip } from './exporting/export-files';
export { exportPerson } from './exporting/export-person';
