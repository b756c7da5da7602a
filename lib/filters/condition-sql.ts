import { belongingTerm, splitSql } from './belonging-sql';
import { campaignTerm } from './campaign-sql';
import { tableOf } from './comparisons';
import type { DayFrame } from './filter-days';
import { Prisma } from '@/lib/db';
import { all, own, type Rows, type Term } from './filter-term';
import { itemsTerm, relatedTerm, rowsOf } from './related-sql';
import type { ResolvedCondition, ResolvedGroup } from './resolve-filter';

/** Nothing at all is 0 in every currency. */
const inCurrency = (column: Prisma.Sql, currency: string): Prisma.Sql =>
  Prisma.sql`(${column} IS NULL OR ${column} = ${currency}::text)`;

/**
 * One condition (before its Not) as tests over r and v (crm_records, record_stats), or inside orders and carts over o and k.
 * Column names come from the catalogue alone, never from a filter; values are parameters.
 */
export function conditionTerm(
  condition: ResolvedCondition,
  frame: DayFrame,
  groupSql: (group: ResolvedGroup, rows: Rows) => Prisma.Sql,
): Term {
  const { field, operator, where } = condition;
  if (field.about === 'campaign') return campaignTerm(condition, frame);
  switch (field.type) {
    case 'orders':
    case 'carts':
      return relatedTerm(condition, field.type, where === null ? null : groupSql(where, rowsOf(field.type)));
    case 'items':
      return itemsTerm(condition);
    case 'tags':
    case 'lists':
      return belongingTerm(condition);
    case 'split':
      return own(splitSql(condition));
    default: {
      const compare = tableOf(field)?.[operator.name];
      if (!compare) throw new Error(`the filter table has no ${field.type} ${operator.name}`);
      const compared = own(compare(field.column, condition, frame, field));
      return condition.currency === null || !field.currencyColumn
        ? compared
        : all([compared, own(inCurrency(field.currencyColumn, condition.currency))]);
    }
  }
}
