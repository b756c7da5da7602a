export * from './csv-import-schemas';
export * from './proposal-schemas';
export { notToBeReached, whoMayBeReached } from './values/consent-words';
