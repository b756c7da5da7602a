export { openDb, type Db } from './open';
export { askedOnce } from './asked-once';
export { cursorValue, keysetWalks, type KeysetSort, type KeysetWalk } from './keyset-page';
export { escapeLike, likePattern, sameIgnoringCase } from './like-pattern';
export { comparison } from './grid/comparison';
export { defineGrid, type GridQuery, type GridQuestion } from './grid/define-grid';
export { type Asked, type FoundColumn } from './grid/grid-column';
export { gridCsv, type CsvColumn } from './grid/grid-csv';
export { countOf, countRows, readGridPage, rowsOf, walkGridPage } from './grid/read-grid';
export { isUnavailable } from './is-unavailable';
export { type Ask, type Attempt, isTimeout, type PlannerSettings, runRead, setLocal } from './run-read';
export {
  fenced,
  holding,
  holdLease,
  isFree,
  isHeld,
  keepLease,
  leaseEnd,
  LeaseLost,
  newOwner,
  releaseLease,
  renewLease,
  revokeLease,
  takeLease,
  wasCutOff,
  type Lease,
  type LeaseRule,
} from './lease';
export { keepStatisticsTrue } from './true-statistics';
export { processDb } from './process-db';
export { Prisma } from './generated/client';
export type { Prisma as PrismaTypes } from './generated/client';

import type { Prisma } from './generated/client';

/** What a verb's inner functions take: inside a transaction or outside. */
export type Tx = Prisma.TransactionClient;
