import { shownTeam } from './shown-team';

export default shownTeam.layout;
