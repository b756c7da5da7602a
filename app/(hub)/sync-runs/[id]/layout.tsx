import { shownRun } from './shown-run';

export default shownRun.layout;
