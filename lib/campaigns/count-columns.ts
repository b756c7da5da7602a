import type { CampaignCounts } from './figures';

/** Where campaign_totals keeps a count. */
export const columnOfCount: Record<keyof CampaignCounts, string> = {
  recipients: 'recipient_count',
  delivered: 'delivered_count',
  openers: 'opener_count',
  opens: 'open_count',
  clickers: 'clicker_count',
  clicks: 'click_count',
  repliers: 'replier_count',
  forwards: 'forward_count',
  pageViews: 'page_view_count',
  unsubscribed: 'unsubscribed_count',
  softBounced: 'soft_bounced_count',
  hardBounced: 'hard_bounced_count',
  humanOpeners: 'human_opener_count',
  humanOpens: 'human_open_count',
  humanClickers: 'human_clicker_count',
  humanClicks: 'human_click_count',
};
