export * from './bulk/bulk-schemas';
export { CrmEntity } from './fields/entity';
export * from './fields/custom-field-schemas';
export * from './fields/tag-name';
export {
  entityLabels,
  type TextFieldName,
  textFields,
  virtualFields,
  type RecordField,
  type RecordFieldGroup,
  type RecordFieldType,
} from './fields/fields';
export * from './grid/grid-schemas';
export * from './shop/purchase-schemas';
export {
  channelLabels,
  ConsentChannel,
  consentChannelOf,
  consentChannels,
  consentFields,
  isConsentState,
} from './records/consent-channels';
export * from './records/record-resource';
export * from './merging/merge-schemas';
export * from './records/record-schemas';
export * from './page/record-view-schemas';
export * from './stats/money-schemas';
export * from './stats/stats-schemas';
export * from './intake/intake-schemas';
