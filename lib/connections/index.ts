export { changeConnection, endConnection } from './change-connection';
export { lastListOfBook, resolveBook } from './choose-book';
export { createConnection, requireConnectable } from './create-connection';
export { getConnection, getListConnections, pageConnections } from './get-connections';
export { lockOwnConnection, requireVersion } from './lock-connection';
export { liftPause, pauseConnection } from './pause-connection';
export { reconnectList } from './reconnect-list';
export { requestIntegrationExports, scheduleNextExport } from './schedule-export';
export { noteInStep, noteListFailure, setActive, setHeld, setPaused, setStopped } from './set-state';
