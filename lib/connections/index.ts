export { changeConnection, endConnection } from './change-connection';
export { changeSettings } from './change-settings';
export { lastListOfBook, resolveBook } from './choose-book';
export { effectiveOptions } from './effective-options';
export { heldByRestore } from './held-by-restore';
export { createConnection, requireConnectable } from './create-connection';
export { getConnection, getListConnections, pageConnections } from './get-connections';
export { listConnectTargets } from './list-connect-targets';
export { listWhoLeft } from './list-who-left';
export { lockOwnConnection, requireVersion, type LockedConnection } from './lock-connection';
export {
  freezeConnection,
  liftEndedPause,
  liftPause,
  pauseConnection,
  shadowConnection,
} from './pause-connection';
export { noteComparison, noteReadBack, requestReadBack } from './read-back';
export { reconnectList } from './reconnect-list';
export { requestIntegrationExports, scheduleNextExport } from './schedule-export';
export { acceptWhoLeft, putBackWhoLeft, treatWhoLeft } from './who-left';
export {
  noteInStep,
  noteListFailure,
  noteShadow,
  noteStart,
  setActive,
  setHeld,
  setPaused,
  setStopped,
} from './set-state';
