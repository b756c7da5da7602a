import { shownIntegration } from './shown-integration';

export default shownIntegration.layout;
