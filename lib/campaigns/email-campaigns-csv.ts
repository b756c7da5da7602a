import type { Context } from '../context';
import { csvByteOrderMark, csvLine } from '../csv';
import { permit } from '../permissions';
import type { TableQuery } from '../table-query';
import { listEmailCampaigns } from './list-email-campaigns';
import type { EmailCampaignFilter, EmailCampaignSort } from './schemas';

const rowsAtOnce = 500;

/** The campaigns of a grid as a file, page by page: counts, not rates, so that whoever reads it can make its own. */
export async function* emailCampaignsCsv(
  ctx: Context,
  query: TableQuery<EmailCampaignSort, EmailCampaignFilter>,
): AsyncGenerator<string> {
  permit(ctx, 'statistics.read');
  yield (
    csvByteOrderMark +
    csvLine([
      'Campaign',
      'Subject',
      'Status',
      'Sent',
      'Integration',
      'Marketing campaign',
      'Recipients',
      'Delivered',
      'People who opened',
      'Opens',
      'People who clicked',
      'Clicks',
      'Unsubscribed',
      'Soft bounces',
      'Hard bounces',
      'People who replied',
      'Forwards',
    ])
  );
  for (let page = 1; ; page += 1) {
    const { rows } = await listEmailCampaigns(ctx, { ...query, page, size: rowsAtOnce });
    if (rows.length === 0) return;
    yield rows
      .map(({ counts, ...row }) =>
        csvLine([
          row.name,
          row.subject,
          row.status,
          row.sentAt,
          row.integration.name,
          row.marketingCampaign?.name,
          counts.recipients,
          counts.delivered,
          counts.openers,
          counts.opens,
          counts.clickers,
          counts.clicks,
          counts.unsubscribed,
          counts.softBounced,
          counts.hardBounced,
          counts.repliers,
          counts.forwards,
        ]),
      )
      .join('');
    if (rows.length < rowsAtOnce) return;
  }
}
