export { consentChoices, entityLabels, findRecordField, recordFields, type RecordField, type RecordFieldType } from './fields';
