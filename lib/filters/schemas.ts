export type { DaySource } from './day-source';
export { addSpan, dayText } from './filter-days';
export { bandFilter, bandWords, engagementBands, type EngagementBand } from './engagement-bands';
export * from './filter-definition';
export * from './filter-operators';
