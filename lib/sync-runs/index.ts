export { addApiCalls, logRun, setRunState, startRun, updatePhase } from './record-run';
export { readMenuState } from './read-menu-state';
