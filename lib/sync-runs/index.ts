export { cancelRunsOfIntegration } from './cancel-runs-of-integration';
export { getSyncRun } from './get-sync-run';
export {
  countRunRows,
  exportRunOutcomes,
  listRunOutcomes,
  outcomePeople,
  pageRunOutcomes,
} from './list-run-outcomes';
export { listSyncRuns, pageSyncRuns } from './list-sync-runs';
export { causeOfRow, outcomeGrid } from './outcome-grid';
export { readMenuState } from './read-menu-state';
export { reasonWord } from './reason-words';
export { runGrid } from './run-grid';
export { valueChanges, type FieldValues } from './value-changes';
export {
  addApiCalls,
  isRunSilent,
  logRun,
  noteSilence,
  type PhaseChange,
  prependPhase,
  setRunState,
  startRun,
  updatePhase,
  updatePhases,
} from './record-run';
