export { addApiCalls, logRun, prependPhase, setRunState, startRun, updatePhase } from './record-run';
export { readMenuState } from './read-menu-state';
