export type { DaySource } from './day-source';
export { addSpan, dayText } from './filter-days';
export * from './filter-definition';
export * from './filter-operators';
