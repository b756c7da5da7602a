/** What of campaign_totals a recipient `r` counts for. The one place that says it: kept and counted anew by this. */
export const countedOfRecipient: Readonly<Record<string, string>> = {
  recipient_count: '1',
  delivered_count: '(NOT r.soft_bounced AND NOT r.hard_bounced)::int',
  opener_count: '(r.open_count > 0)::int',
  open_count: 'r.open_count',
  clicker_count: '(r.click_count > 0)::int',
  click_count: 'r.click_count',
  replier_count: '(r.reply_count > 0)::int',
  forward_count: 'r.forward_count',
  page_view_count: 'r.page_view_count',
  unsubscribed_count: 'r.unsubscribed::int',
  soft_bounced_count: '(r.soft_bounced AND NOT r.hard_bounced)::int',
  hard_bounced_count: 'r.hard_bounced::int',
  human_opener_count: '(r.human_open_count > 0)::int',
  human_open_count: 'r.human_open_count',
  human_clicker_count: '(r.human_click_count > 0)::int',
  human_click_count: 'r.human_click_count',
};
