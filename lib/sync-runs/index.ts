export { addApiCalls, logRun, setRunState, startRun, updatePhase } from './record-run';
