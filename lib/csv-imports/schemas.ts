export * from './csv-import-schemas';
