export * from './csv-import-schemas';
export * from './csv-import-table';
export { CrmEntity } from './entity';
export { entityLabels, findRecordField, recordFields, type RecordField, type RecordFieldType } from './fields';
export * from './record-schemas';
