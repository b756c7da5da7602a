export * from './bulk-schemas';
export * from './csv-import-schemas';
export * from './csv-import-table';
export { CrmEntity } from './entity';
export * from './custom-field-schemas';
export {
  entityLabels,
  virtualFields,
  type RecordField,
  type RecordFieldGroup,
  type RecordFieldType,
} from './fields';
export * from './grid-schemas';
export * from './purchase-schemas';
export * from './record-resource';
export * from './merge-schemas';
export * from './record-schemas';
export * from './record-view-schemas';
export * from './stats-schemas';
