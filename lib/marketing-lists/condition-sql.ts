import type { Prisma } from '../db';
import { belongingSql, splitSql } from './belonging-sql';
import { campaignSql } from './campaign-sql';
import { comparisons, isComparable } from './comparisons';
import type { DayFrame } from './filter-days';
import { itemsSql, relatedSql } from './related-sql';
import type { ResolvedCondition, ResolvedGroup } from './resolve-filter';

/**
 * One condition (before its Not) as a boolean expression over r and v (crm_records, record_stats), or inside orders and
 * carts over o and k. Column names come from the catalogue alone, never from a filter; values are parameters.
 */
export function conditionSql(condition: ResolvedCondition, frame: DayFrame, groupSql: (group: ResolvedGroup, frame: DayFrame) => Prisma.Sql): Prisma.Sql {
  const { field, operator, where } = condition;
  if (field.about === 'campaign') return campaignSql(condition, frame);
  switch (field.type) {
    case 'orders':
    case 'carts':
      return relatedSql(condition, field.type, where === null ? null : groupSql(where, frame));
    case 'items':
      return itemsSql(condition);
    case 'tags':
    case 'lists':
      return belongingSql(condition);
    case 'split':
      return splitSql(condition);
    default: {
      const table: Record<string, (typeof comparisons.text)[string]> | undefined = isComparable(field.type) ? comparisons[field.type] : undefined;
      const compare = table?.[operator.name];
      if (!compare) throw new Error(`the filter table has no ${field.type} ${operator.name}`);
      return compare(field.column, condition, frame, field);
    }
  }
}
