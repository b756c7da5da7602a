import type { Context } from '../context';
import { csvByteOrderMark, csvLine } from '../csv';
import { definitions } from '../definitions';
import { permit } from '../permissions';
import { compareCampaigns } from './compare-campaigns';
import { comparedFigures, countOf, rateOf, shownCounts } from './figures';

/** A comparison as a file: a line for each figure, of each campaign its count and its rate from 0 to 1. */
export async function* comparisonCsv(
  ctx: Context,
  asked: Parameters<typeof compareCampaigns>[1],
): AsyncGenerator<string> {
  permit(ctx, 'statistics.read');
  const campaigns = await compareCampaigns(ctx, asked);
  const all = campaigns.map(({ counts, complaints, revenue }) =>
    shownCounts(counts, asked.machines ?? 'out', { complaints, buyers: revenue.buyers }),
  );
  yield (
    csvByteOrderMark +
    csvLine(['Figure', ...campaigns.flatMap(({ name }) => [name, `${name}: rate`])]) +
    csvLine(['Sent at', ...campaigns.flatMap(({ sentAt }) => [sentAt, null])])
  );
  for (const figure of comparedFigures)
    yield csvLine([
      definitions[figure].name,
      ...all.flatMap((counts) => [countOf(figure, counts), rateOf(figure, counts)]),
    ]);
  yield csvLine([definitions.orders.name, ...campaigns.flatMap(({ revenue }) => [revenue.orders, null])]);
  for (const currency of new Set(campaigns.flatMap(({ revenue }) => revenue.sums.map((sum) => sum.currency))))
    yield csvLine([
      `${definitions.revenue.name} ${currency}`,
      ...campaigns.flatMap(({ revenue }) => [
        revenue.sums.find((sum) => sum.currency === currency)?.total ?? 0,
        null,
      ]),
    ]);
}
