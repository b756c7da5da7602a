export { installationDay, listDay, zoneOfList } from './list-day';
export { compileFilter, compileParts, countEach, livingRecords, type PlacedSql } from './compile-filter';
export { conditionWords } from './describe-condition';
export { type DayFrame } from './filter-days';
export { fieldView, filterSources } from './filter-fields';
export { listsAskedBy } from './known-lists';
export {
  problemWords,
  readDefinition,
  readFilter,
  type ReadFilter,
  type ReadableFilter,
} from './read-filter';
export { type ResolvedCondition, type ResolvedGroup } from './resolve-filter';
export { valueSql } from './value-sql';
