export { csvImportGrid } from './csv-import-grid';
export {
  csvFieldLabels,
  exportCsvImportErrors,
  getAddressNotes,
  getCsvImport,
  listCsvImports,
  listRefusedRows,
  pageCsvImportRows,
} from './imports/csv-import-views';
export { exportUndoKept, listUndoKept } from './undo/csv-undo-views';
export { cancelCsvImport, discardCsvImport } from './imports/end-csv-import';
export { findQueuedCsvImports } from './csv-import-lease';
export { countImportedPeople, makeListOfImport } from './imports/imported-people';
export { previewUndo } from './undo/preview-undo';
export { previewCsvImport } from './imports/preview-csv-import';
export { runCsvImport } from './running/run-csv-import';
export { startCsvImport } from './imports/start-csv-import';
export { undoCsvImport } from './undo/undo-csv-import';
export { uploadCsvFile } from './imports/upload-csv-file';
