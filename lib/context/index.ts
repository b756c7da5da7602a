export {
  noMail,
  systemActor,
  type AuditedChange,
  type Config,
  type Context,
  type FlowContext,
  type MailConfig,
  type Outside,
  type ProviderConfig,
} from './context';
export { hiddenCampaignName, visibleCampaigns, visibleMarketing } from './campaign-rule';
export { hiddenListName, maySeeList, ownsList, visibleLists } from './list-rule';
export {
  isVisibleRecord,
  maySeeRecord,
  seesSomeRecords,
  visiblePeople,
  visibleRecords,
  visibleRow,
} from './record-rule';
export { fromInside, fromRequest, type Whence } from './whence';
export { readingOnly } from './reading-only';
export { seenByOwnerKey, sightColumns, type Sight } from './sight';
export { differences } from './differences';
export { recordAudit, recordAuditWith } from './record-audit';
