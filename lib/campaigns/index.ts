export { bestHours } from './best-hours';
export { campaignRevenue, marketingRevenue } from './campaign-revenue';
export { campaignStatistics } from './campaign-statistics';
export { compareCampaigns } from './compare-campaigns';
export { comparisonCsv } from './compare-csv';
export { getCampaignMail, getEmailCampaign } from './get-email-campaign';
export { getMarketingCampaign } from './marketing/get-marketing-campaign';
export { emailCampaignGrid } from './email-campaign-grid';
export { emailCampaignsCsv } from './email-campaigns-csv';
export { clientsAndDevices } from './clients-and-devices';
export { linkTable } from './link-table';
export { listCampaignOptions } from './list-campaign-options';
export { displayableHtml } from './displayable-html';
export { listFilterOf } from './people/list-filter';
export { listEmailCampaigns, pageEmailCampaigns } from './list-email-campaigns';
export { listSmsCampaigns } from './list-sms-campaigns';
export { listMarketingCampaigns, pageMarketingCampaigns } from './marketing/list-marketing-campaigns';
export { listRecipients, pageRecipients } from './people/list-recipients';
export { mergeMarketingCampaigns } from './marketing/merge-marketing-campaigns';
export { opensAndClicksOverTime } from './opens-and-clicks-over-time';
export { marketingCampaignGrid } from './marketing/marketing-campaign-grid';
export { personEngagement } from './person-engagement';
export { recipientCounts } from './recipient-counts';
export { readSentWithin, type SentWithin } from './read-sent-within';
export { recipientGrid } from './people/recipient-grid';
export { findSplit, type FoundSplit } from './people/audience-split';
export { campaignFeed } from './people/campaign-feed';
export { nameParts } from './people/name-parts';
export { listSplitChoices } from './people/list-split-choices';
export { readRecipientAsk } from './people/recipient-ask';
export { splitAudience } from './people/split-audience';
export { sinceSending } from './since-sending';
export { findMails } from './find-mails';
export { findMarks, personalise } from './personalise';
export { recipientKeys, recipientsCsv } from './people/recipients-csv';
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
export { arePeopleUncounted, countMarketingPeople } from './marketing/count-people';
export { findSurvivor } from './marketing/find-survivor';
export { whichListsAsk } from './marketing/lists-that-ask';
export { listMarketingCampaignOptions } from './marketing/list-marketing-campaign-options';
export { listMarketingMerges } from './marketing/list-marketing-merges';
export { marketingTimeline } from './marketing/marketing-timeline';
export { moveEmailCampaign } from './marketing/move-email-campaign';
export { splitMarketingCampaign } from './marketing/split-marketing-campaign';
export { undoMarketingMerge } from './marketing/undo-marketing-merge';
export { updateMarketingCampaign } from './marketing/update-marketing-campaign';
