export { systemActor, type AuditedChange, type Config, type Context, type FlowContext } from './context';
export { recordAudit, recordAuditWith } from './record-audit';
