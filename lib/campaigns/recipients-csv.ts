import type { Context } from '../context';
import { gridCsv, Prisma, type CsvColumn } from '../db';
import { permit } from '../permissions';
import { parseTableQuery } from '../table-query';
import { readMachines, type Machines } from './figures';
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
  machines: Machines = 'out',
): Promise<{ name: string; lines: AsyncGenerator<string> }> {
  permit(ctx, 'crm.read');
  const { id: campaignId, timeZone, name } = await fetchCampaign(ctx.db.prisma, BigInt(id));
  const question = recipientGrid.ask({ q, filters, sort }, { campaignId, zone: timeZone, machines });
  return {
    name: `${name} people.csv`,
    lines: gridCsv(ctx.db, recipientsQuery(question, machines), toRecipientRow, columns),
  };
}

/** The addresses of the people whom the grid shows. */
export async function recipientKeys(ctx: Context, id: string, search: string): Promise<Prisma.Sql> {
  permit(ctx, 'crm.read');
  const { id: campaignId, timeZone } = await fetchCampaign(ctx.db.prisma, BigInt(id));
  const params = new URLSearchParams(search);
  const machines = readMachines(params.get('machine') ?? undefined);
  const query = parseTableQuery(params, recipientGrid.table);
  const { from, where } = recipientGrid.ask(query, { campaignId, zone: timeZone, machines });
  return Prisma.sql`SELECT c.email_key FROM ${from} WHERE ${where}`;
}
