export { type AccountDay, readAccountDay } from './account-day';
export { bulkUpsertRecords, type BulkRecordOutcome } from './bulk-upsert-records';
export { bulkDelete } from './bulk-delete';
export { bulkOwner } from './bulk-owner';
export { bulkTags } from './bulk-tags';
export { changeRecordTag } from './change-record-tag';
export { createRecord } from './create-record';
export {
  csvFieldLabels,
  exportCsvImportErrors,
  getCsvImport,
  listCsvImports,
  listRefusedRows,
} from './csv-import-views';
export { deleteRecord } from './delete-record';
export { exportUndoKept, listUndoKept } from './csv-undo-views';
export { cancelCsvImport, discardCsvImport } from './end-csv-import';
export { exportRecords } from './export-records';
export { bareFieldSql, fieldSql, recordSource, shownFieldSql, statsJoin } from './field-sql';
export { entityLabels, findField, fixedFields, type RecordField, type RecordFieldType } from './fields';
export { findQueuedCsvImports } from './csv-import-lease';
export { getRecord } from './get-record';
export { getRecordCatalogue } from './get-record-catalogue';
export { getRecordNow } from './get-record-now';
export { getRecordPage } from './get-record-page';
export { listPurchases } from './list-purchases';
export { getRecordMarketing } from './get-record-marketing';
export { listOwners } from './list-owners';
export { listTags, nameTags } from './list-tags';
export { readGrid } from './read-grid';
export { chosenConditions } from './chosen-records';
export { countRecords } from './count-records';
export { listRecords } from './list-records';
export { getRecordResource, pageRecords } from './page-records';
export { previewBulk, previewBulkDelete } from './preview-bulk';
export { findMergeCandidates } from './find-merge-candidates';
export { findSurvivor } from './find-survivor';
export { listMerges, previewMerge } from './preview-merge';
export { mergeRecords } from './merge-records';
export { type MergeFollower, type MergeIds } from './merge-snapshot';
export { phoneNumber } from './convert-values';
export { previewCsvImport } from './preview-csv-import';
export { recordSort, searchConditions } from './record-search';
export {
  archiveCustomField,
  createCustomField,
  deleteCustomField,
  restoreCustomField,
  updateCustomField,
} from './change-custom-field';
export { getCustomField, getCustomFieldUsage, listCustomFields } from './custom-fields';
export { readCatalogue } from './read-catalogue';
export { recordEvents } from './record-events';
export { areStatsDue, markEngagementDue, runStatsPass } from './run-stats-pass';
export { getStatsSettings, readAbandonedBefore, updateStatsSettings } from './stats-settings';
export { upsertCarts, upsertOrders } from './upsert-orders';
export { setRecordTags } from './set-record-tags';
export { recordConsent } from './record-consent';
export { recordTimeline } from './record-timeline';
export { runCsvImport } from './run-csv-import';
export { startCsvImport } from './start-csv-import';
export { undoCsvImport } from './undo-csv-import';
export { undoBulk } from './undo-bulk';
export { undoMerge } from './undo-merge';
export { updateRecord } from './update-record';
export { uploadCsvFile } from './upload-csv-file';
