export { bestHours } from './best-hours';
export { campaignRevenue } from './campaign-revenue';
export { campaignStatistics } from './campaign-statistics';
export { getCampaignMail, getEmailCampaign } from './get-email-campaign';
export { getMarketingCampaign } from './get-marketing-campaign';
export { emailCampaignGrid } from './email-campaign-grid';
export { emailCampaignsCsv } from './email-campaigns-csv';
export { clientsAndDevices } from './clients-and-devices';
export { linkTable } from './link-table';
export { listCampaignOptions } from './list-campaign-options';
export { displayableHtml } from './displayable-html';
export { listFilterOf } from './list-filter';
export { listEmailCampaigns, pageEmailCampaigns } from './list-email-campaigns';
export { listMarketingCampaigns, pageMarketingCampaigns } from './list-marketing-campaigns';
export { listRecipients, pageRecipients } from './list-recipients';
export { mergeMarketingCampaigns } from './merge-marketing-campaigns';
export { opensAndClicksOverTime } from './opens-and-clicks-over-time';
export { personEngagement } from './person-engagement';
export { recipientCounts } from './counting/recipient-counts';
export { marketingCampaignGrid } from './marketing-campaign-grid';
export { readSentWithin, type SentWithin } from './read-sent-within';
export { recipientGrid } from './recipient-grid';
export { findMails } from './find-mails';
export { findMarks, personalise } from './personalise';
export { recipientKeys, recipientsCsv } from './recipients-csv';
export {
  markCampaignsGone,
  storeCampaignContent,
  storeCampaigns,
  type SeenCampaign,
} from './store-campaigns';
export { findSameMail, findSentToAll, storeResend } from './store-resend';
export {
  storeActivities,
  storeClicks,
  storeOpens,
  type SeenActivity,
  type SeenClick,
  type SeenOpen,
} from './counting/store-activity';
export { machineRules } from './counting/machine-rules';
export { storeSummary } from './counting/store-summary';
export { areCampaignsUncounted, recountCampaign, recountCampaigns, settleMachines } from './counting/recount';
export { updateMarketingCampaign } from './update-marketing-campaign';
