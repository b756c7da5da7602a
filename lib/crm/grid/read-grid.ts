import type { Context } from '@/lib/context';
import { permit } from '@/lib/permissions';
import { parseTableQuery, type SearchParams } from '@/lib/table-query';
import type { CrmEntity } from '../fields/entity';
import type { RecordField } from '../fields/fields';
import { firstColumns, shownMoreFields } from './grid-columns';
import { readGridFrame } from './grid-frame';
import { lostFilters } from './lost-filters';
import { recordTable, type RecordTableQuery } from './record-grid';

export type Grid = {
  query: RecordTableQuery;
  /** Filters in the address that can't be read, such as one of a field that was deleted: they are left out. */
  lost: string[];
  /** Fields that can be columns and filters beside what every row holds. */
  fields: readonly RecordField[];
  /** Those of them that the columns shown now need. */
  asked: RecordField[];
  /** Columns that the grid starts with. */
  first: readonly string[];
  /** The zone that the days of its filters begin in. */
  zone: string;
};

/** What the address of a grid asks for, with the custom and computed fields of its entity. */
export async function readGrid(
  ctx: Context,
  { entity, params }: { entity: CrmEntity; params: SearchParams },
): Promise<Grid> {
  permit(ctx, 'crm.read');
  const { fields, zone } = await readGridFrame(ctx, ctx.db.prisma, entity);
  const query = parseTableQuery(params, recordTable(fields));
  const cols = params instanceof URLSearchParams ? params.get('cols') : params.cols;
  return {
    query,
    lost: lostFilters(params, query),
    fields,
    asked: shownMoreFields(entity, fields, typeof cols === 'string' ? cols : null),
    first: firstColumns(entity),
    zone,
  };
}
