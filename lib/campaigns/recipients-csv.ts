import type { Context } from '../context';
import { csvByteOrderMark, csvLine } from '../csv';
import { Prisma } from '../db';
import { permit } from '../permissions';
import type { TableQuery } from '../table-query';
import { fetchCampaign } from './internal';
import { recipientConditions, recipientsQuery, toRecipientRow, type FoundRecipient } from './recipients-sql';
import { recipientStates, type RecipientFilter, type RecipientSort } from './schemas';

const rowsAtOnce = 2_000;

/** The people grid as a file, filtered and sorted as shown; read through a cursor, so any size fits. */
export async function recipientsCsv(
  ctx: Context,
  id: string,
  query: TableQuery<RecipientSort, RecipientFilter>,
): Promise<{ name: string; lines: AsyncGenerator<string> }> {
  permit(ctx, 'crm.read');
  const { id: campaignId, timeZone, name } = await fetchCampaign(ctx.db.prisma, BigInt(id));
  const where = recipientConditions(campaignId, timeZone, query);
  return {
    name: `${name} people.csv`,
    lines: readLines(ctx, recipientsQuery(where, query.sort, Prisma.empty)),
  };
}

async function* readLines(ctx: Context, select: Prisma.Sql): AsyncGenerator<string> {
  const client = await ctx.db.pool.connect();
  let broken = false;
  try {
    await client.query('BEGIN READ ONLY');
    await client.query(`DECLARE recipients NO SCROLL CURSOR FOR ${select.text}`, [...select.values]);
    yield (
      csvByteOrderMark +
      csvLine([
        'E-mail',
        'Name',
        'Opens',
        'Clicks',
        'Replies',
        'Forwards',
        'Page views',
        'First opened',
        'Last opened',
        'State',
      ])
    );
    for (;;) {
      const { rows } = await client.query<FoundRecipient>(`FETCH ${rowsAtOnce} FROM recipients`);
      if (rows.length === 0) return;
      yield rows.map(toLine).join('');
    }
  } catch (error) {
    broken = true;
    throw error;
  } finally {
    await client.query('ROLLBACK').catch(() => (broken = true));
    client.release(broken);
  }
}

function toLine(found: FoundRecipient): string {
  const row = toRecipientRow(found);
  return csvLine([
    row.email,
    row.name,
    row.opens,
    row.clicks,
    row.replies,
    row.forwards,
    row.pageViews,
    row.firstOpenedAt,
    row.lastOpenedAt,
    recipientStates[row.state],
  ]);
}
