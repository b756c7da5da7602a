import { shownUser } from './shown-user';

export default shownUser.layout;
