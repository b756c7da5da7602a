export * from './csv-import-schemas';
export * from './proposal-schemas';
