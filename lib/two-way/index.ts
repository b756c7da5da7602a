export { bringValues, workingSince, type Brought } from './bring-values';
export { findReadSoFar, type ReadSoFar } from './read-so-far';
export { isCovered, readTwoWayFields, slim, type TwoWayFields } from './two-way-fields';
export { oldestSentSince } from './values-under-way';
