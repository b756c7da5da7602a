import { shownLine } from './shown-line';

export default shownLine.layout;
