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
export { hiddenListName, maySeeList, ownsList, visibleLists } from './list-rule';
export { fromInside, fromRequest, type Whence } from './whence';
export { readingOnly } from './reading-only';
export { sightColumns, type Sight } from './sight';
export { differences } from './differences';
export { recordAudit, recordAuditWith } from './record-audit';
