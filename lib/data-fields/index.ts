export {
  checkMappingCopy,
  checkMappingDocument,
  copyMapping,
  createMissingFields,
  exportMapping,
  importMapping,
  restoreMappingVersion,
} from './bring-mapping';
export { createDataField, deleteDataField, updateDataField } from './change-data-field';
export { dataFieldGrid } from './data-field-grid';
export { ensureDefaultMappings } from './default-mappings';
export { dataFieldsCsv, getDataField, listDataFields, pageDataFields } from './list-data-fields';
export { listTypeChanges } from './list-type-changes';
export { readMappingProblems } from './mapping-problems';
export { listMappings, mappingsCsv } from './list-mappings';
export { mappingGrid } from './mapping-grid';
export { compareMappingVersions, listMappingVersions } from './mapping-versions';
export { getMapping, listMappingSources, saveMapping } from './mappings';
export { findMappingPeople, previewMapping, readUnsavedRows } from './preview-mapping';
export { hasVirtualFields, readMappedFields, readPlanMapping } from './read-plan-mapping';
export { readTwoWayMappings, type TwoWayMapping, type TwoWayRow } from './read-two-way';
export { isNews, judgeValue, type Verdict } from './judge-value';
export { readBack, type ReadBack } from './read-back';
export { isSameValue } from './same-value';
export { readPersonValues } from './read-person-values';
export { refreshDataFields } from './refresh-data-fields';
export { storeDataFields } from './store-data-fields';
export {
  goesBy,
  readWantedValues,
  valuesHash,
  wantedHashOf,
  wantedText,
  wantedValuesOf,
  type WantedValue,
  type WantedValues,
} from './wanted-values';
