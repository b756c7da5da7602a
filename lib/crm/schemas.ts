export * from './csv-import-schemas';
export * from './csv-import-table';
export { CrmEntity } from './entity';
export * from './custom-field-schemas';
export { customName, entityLabels, findField, findRecordField, fixedFields, recordFields, virtualFields, type RecordField, type RecordFieldGroup, type RecordFieldType } from './fields';
export * from './purchase-schemas';
export * from './record-resource';
export * from './record-schemas';
export * from './stats-schemas';
