export * from './csv-import-schemas';
export * from './csv-import-table';
export * from './proposal-schemas';
