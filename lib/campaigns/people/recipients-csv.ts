import type { Context } from '../../context';
import { gridCsv, Prisma, type CsvColumn } from '../../db';
import { permit } from '../../permissions';
import { parseTableQuery } from '../../table-query';
import { readRecipientAsk, recipientScope } from './recipient-ask';
import { recipientGrid, type RecipientQuery } from './recipient-grid';
import { recipientsQuery, toRecipientRow } from './recipients-sql';
import { recipientStates, type RecipientAsk, type RecipientRow } from '../schemas';

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
  ask: RecipientAsk = readRecipientAsk({}),
): Promise<{ name: string; lines: AsyncGenerator<string> }> {
  permit(ctx, 'crm.read');
  const scope = await recipientScope(ctx, id, ask);
  const question = recipientGrid.ask({ q, filters, sort }, scope);
  return {
    name: `${scope.name} people.csv`,
    lines: gridCsv(ctx.db, recipientsQuery(question, scope), toRecipientRow, columns),
  };
}

/** The addresses of the people whom the grid shows. */
export async function recipientKeys(ctx: Context, id: string, search: string): Promise<Prisma.Sql> {
  permit(ctx, 'crm.read');
  const params = new URLSearchParams(search);
  const scope = await recipientScope(ctx, id, readRecipientAsk(params));
  const { from, where } = recipientGrid.ask(parseTableQuery(params, recipientGrid.table), scope);
  return Prisma.sql`SELECT c.email_key FROM ${from} WHERE ${where}`;
}
