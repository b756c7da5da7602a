import { shownCampaign } from './shown-campaign';

export default shownCampaign.layout;
