export type { Anchor } from './anchor';
export { auditGrid, type AuditQuery } from './audit-grid';
export { checkChain, type ChainFault, type ChainReport } from './check-chain';
export { auditCsv, getAuditLine, listAuditLines, pageAuditLines } from './list-audit-lines';
export { noteDownload } from './note-download';
export { noteRefusal } from './note-refusal';
export { countCut, cutAuditLog, signAuditChain } from './sign-chain';
