export { askSend } from './ask-send';
export { checkDraft } from './check-draft';
export { createDraftFor } from './create-draft-for';
export { draftGrid } from './draft-grid';
export { findDueDrafts } from './draft-lease';
export { findDraftOf, getDraft, getDraftContent, getDraftMail } from './get-draft';
export { listDrafts } from './list-drafts';
export { listDraftTargets } from './list-targets';
export { pushDraft } from './push-draft';
export { readAccountOffer, readTemplate } from './read-account-offer';
export {
  createDraft,
  discardDraft,
  integrationOfConnection,
  integrationOfDraft,
  takeOverDraft,
  updateDraft,
} from './save-draft';
export { sendTest } from './send-test';
