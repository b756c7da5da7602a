import type { Context } from '../context';
import { gridCsv, rowsOf, type CsvColumn } from '../db';
import { permit } from '../permissions';
import { emailCampaignGrid, type EmailCampaignQuery } from './email-campaign-grid';
import { campaignColumns, toCampaignRow } from './internal';
import type { EmailCampaignRow } from './schemas';

const columns: readonly CsvColumn<EmailCampaignRow>[] = [
  ['Campaign', (row) => row.name],
  ['Subject', (row) => row.subject],
  ['Status', (row) => row.status],
  ['Sent', (row) => row.sentAt],
  ['Integration', (row) => row.integration.name],
  ['Marketing campaign', (row) => row.marketingCampaign?.name],
  ['Recipients', ({ counts }) => counts.recipients],
  ['Delivered', ({ counts }) => counts.delivered],
  ['People who opened', ({ counts }) => counts.humanOpeners],
  ['People who opened, with machines', ({ counts }) => counts.openers],
  ['Opens', ({ counts }) => counts.humanOpens],
  ['Opens, with machines', ({ counts }) => counts.opens],
  ['People who clicked', ({ counts }) => counts.humanClickers],
  ['People who clicked, with machines', ({ counts }) => counts.clickers],
  ['Clicks', ({ counts }) => counts.humanClicks],
  ['Clicks, with machines', ({ counts }) => counts.clicks],
  ['Unsubscribed', ({ counts }) => counts.unsubscribed],
  ['Soft bounces', ({ counts }) => counts.softBounced],
  ['Hard bounces', ({ counts }) => counts.hardBounced],
  ['People who replied', ({ counts }) => counts.repliers],
  ['Forwards', ({ counts }) => counts.forwards],
];

/** The campaigns of a grid as a file: counts, not rates, so that whoever reads it can make its own. */
export async function* emailCampaignsCsv(
  ctx: Context,
  { q, filters, sort }: EmailCampaignQuery,
): AsyncGenerator<string> {
  permit(ctx, 'statistics.read');
  const statement = rowsOf(emailCampaignGrid.ask({ q, filters, sort }, { ctx }), campaignColumns);
  yield* gridCsv(ctx.db, statement, toCampaignRow, columns);
}
