export { campaignStatistics } from './campaign-statistics';
export { getCampaignHtml, getEmailCampaign } from './get-email-campaign';
export { linkTable } from './link-table';
export { listCampaignOptions } from './list-campaign-options';
export { listEmailCampaigns } from './list-email-campaigns';
export { opensAndClicksOverTime } from './opens-and-clicks-over-time';
export { markCampaignsGone, storeCampaignContent, storeCampaigns, type SeenCampaign } from './store-campaigns';
export { storeActivities, storeClicks, storeOpens, type SeenActivity, type SeenClick, type SeenOpen } from './store-activity';
export { recountCampaign, storeSummary } from './store-summary';
