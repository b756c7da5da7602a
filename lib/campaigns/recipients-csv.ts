import type { Context } from '../context';
import { gridCsv, type CsvColumn } from '../db';
import { permit } from '../permissions';
import { fetchCampaign } from './internal';
import { recipientGrid, type RecipientQuery } from './recipient-grid';
import { recipientsQuery, toRecipientRow } from './recipients-sql';
import { recipientStates, type RecipientRow } from './schemas';

const columns: readonly CsvColumn<RecipientRow>[] = [
  ['E-mail', (row) => row.email],
  ['Name', (row) => row.name],
  ['Opens', (row) => row.opens],
  ['Clicks', (row) => row.clicks],
  ['Replies', (row) => row.replies],
  ['Forwards', (row) => row.forwards],
  ['Page views', (row) => row.pageViews],
  ['First opened', (row) => row.firstOpenedAt],
  ['Last opened', (row) => row.lastOpenedAt],
  ['State', (row) => recipientStates[row.state]],
];

/** The people grid as a file, filtered and sorted as shown. */
export async function recipientsCsv(
  ctx: Context,
  id: string,
  { q, filters, sort }: RecipientQuery,
): Promise<{ name: string; lines: AsyncGenerator<string> }> {
  permit(ctx, 'crm.read');
  const { id: campaignId, timeZone, name } = await fetchCampaign(ctx.db.prisma, BigInt(id));
  const question = recipientGrid.ask({ q, filters, sort }, { campaignId, zone: timeZone });
  return {
    name: `${name} people.csv`,
    lines: gridCsv(ctx.db, recipientsQuery(question), toRecipientRow, columns),
  };
}
