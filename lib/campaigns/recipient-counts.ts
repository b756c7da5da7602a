import { Prisma } from '../db';
import { countNames, type CampaignCounts } from './figures';
import { columnOfCount } from './count-columns';
import { countedOfRecipient } from './counted-of-recipient';

/** What recipients `r` add up to, by the very words that a campaign's totals are kept in; columns named as the counts are. */
export const recipientCounts = (names: readonly (keyof CampaignCounts)[] = countNames): Prisma.Sql =>
  Prisma.raw(
    names
      .map((name) => `coalesce(sum(${countedOfRecipient[columnOfCount[name]]}), 0)::int AS "${name}"`)
      .join(', '),
  );
