export { createDataField, deleteDataField, updateDataField } from './change-data-field';
export { ensureDefaultMappings } from './default-mappings';
export { getDataField, listDataFields, pageDataFields } from './list-data-fields';
export { getMapping, listMappings, listMappingSources, saveMapping } from './mappings';
export { previewMapping } from './preview-mapping';
export { readPlanMapping } from './read-plan-mapping';
export { refreshDataFields } from './refresh-data-fields';
export { storeDataFields } from './store-data-fields';
export { readWantedValues, valuesHash, wantedHashOf, type WantedValues } from './wanted-values';
