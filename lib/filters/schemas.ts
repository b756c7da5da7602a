export { addSpan, dayText } from './filter-days';
export * from './filter-definition';
export * from './filter-operators';
