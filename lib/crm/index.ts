export { type InstallationDay, readInstallationDay } from './fields/installation-day';
export { bulkUpsertRecords, type BulkRecordOutcome } from './intake/bulk-upsert-records';
export { bulkDelete } from './bulk/bulk-delete';
export { bulkOwner } from './bulk/bulk-owner';
export { bulkTags } from './bulk/bulk-tags';
export { changeRecordTag } from './records/change-record-tag';
export { createRecord } from './records/create-record';
export { deleteRecord } from './records/delete-record';
export { exportRecords } from './bulk/export-records';
export {
  bareFieldSql,
  fieldSql,
  hasTag,
  joinedTags,
  keptFieldSql,
  recordSource,
  shownFieldSql,
  statsJoin,
} from './fields/field-sql';
export { englishCountryNames } from './fields/recognise-country';
export {
  entityLabels,
  findField,
  withCurrencies,
  fixedFields,
  recordFields,
  relatedFields,
  type RecordField,
  type RecordFieldType,
} from './fields/fields';
export { fieldSynonyms } from './fields/field-synonyms';
export { keptDay, keptText } from './fields/kept-text';
export { getRecord } from './records/get-record';
export { getRecordCatalogue } from './fields/get-record-catalogue';
export { getRecordNow } from './records/get-record-now';
export { getRecordPage } from './page/get-record-page';
export { listPurchases } from './shop/list-purchases';
export { getRecordMarketing } from './page/get-record-marketing';
export { listOwners } from './records/list-owners';
export { listTags, nameTags } from './records/list-tags';
export { readGrid } from './grid/read-grid';
export { recordGrid, type RecordTableQuery } from './grid/record-grid';
export { chosenConditions } from './bulk/chosen-records';
export { countRecords } from './grid/count-records';
export { listRecords } from './grid/list-records';
export { getRecordResource, pageRecords } from './grid/page-records';
export { previewBulk, previewBulkDelete } from './bulk/preview-bulk';
export { findMergeCandidates } from './merging/find-merge-candidates';
export { findSurvivor } from './records/find-survivor';
export { listMerges, previewMerge } from './merging/preview-merge';
export { mergeRecords } from './merging/merge-records';
export { type MergeFollower, type MergeIds } from './merging/merge-snapshot';
export { phoneNumber } from './fields/convert-values';
export { livingOf, nameKey, searchConditions, searchWords } from './records/record-search';
export {
  archiveCustomField,
  createCustomField,
  deleteCustomField,
  restoreCustomField,
  updateCustomField,
} from './fields/change-custom-field';
export { getCustomField, getCustomFieldUsage, listCustomFields } from './fields/custom-fields';
export { fieldText, writtenText } from './fields/field-text';
export { readCatalogue } from './fields/read-catalogue';
export { recordEvents } from './shop/record-events';
export { areStatsDue, countEveryoneSince, markEngagementDue, runStatsPass } from './stats/run-stats-pass';
export {
  deleteExchangeRate,
  getMoneySettings,
  setBaseCurrency,
  setExchangeRates,
} from './stats/money-settings';
export { readBaseCurrency } from './fields/base-currency';
export { getStatsSettings, readAbandonedBefore, updateStatsSettings } from './stats/stats-settings';
export { upsertCarts, upsertOrders } from './shop/upsert-orders';
export { recordConsent } from './records/record-consent';
export { recordTimeline } from './page/record-timeline';
export { tagRecords } from './records/tag-for-flows';
export { undoBulk } from './bulk/undo-bulk';
export { undoMerge } from './merging/undo-merge';
export { updateRecord } from './records/update-record';
export { convertValues, type FieldProblem, type RecordValues } from './fields/convert-values';
export {
  bareNumber,
  type DecimalSign,
  isScientific,
  recogniseNumber,
  recogniseYesNo,
} from './fields/custom-texts';
export { derivedFields, findRecordField } from './fields/fields';
export {
  type Century,
  type DateOrder,
  isNoDate,
  recogniseDate,
  recogniseMonthDay,
} from './fields/recognise-date';
export { batchStatements, heldConsent, stagedOf, type Staged } from './intake/batch-sql';
export { inCsvTransaction } from './intake/in-transaction';
export { type StageAnswer, workStage } from './intake/work-stage';
export {
  lastChangesOf,
  lockOldestRecords,
  recordValueConflicts,
  takeOutsideValues,
  type OutsideRecord,
  type ValueConflict,
} from './intake/outside-values';
export { createFoundRecords } from './intake/create-found-records';
export { setField } from './intake/set-field';
export { suppressAddresses } from './intake/suppress-addresses';
export { nameCampaignsOfWithdrawals, withdrawUnsubscribed } from './intake/withdraw-unsubscribed';
export { displayName, readValues, saysWho, today, type RecordWithOwner } from './records/internal';
export { foldInto, type StagedPerson } from './intake/fold-rows';
