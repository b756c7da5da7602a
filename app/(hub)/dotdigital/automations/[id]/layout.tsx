import { shownAutomation } from './shown-automation';

export default shownAutomation.layout;
