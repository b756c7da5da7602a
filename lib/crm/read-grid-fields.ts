import type { Context } from '../context';
import { permit } from '../permissions';
import type { CrmEntity } from './entity';
import type { RecordField } from './fields';
import { firstColumns, moreFields, shownMoreFields } from './grid-columns';
import { readCatalogue } from './read-catalogue';

export type GridFields = {
  /** Fields that can be columns beside what every row holds. */
  fields: RecordField[];
  /** Those of them that the columns shown now need. */
  asked: RecordField[];
  /** Columns that the grid starts with. */
  first: readonly string[];
};

/** What the grid of an entity can show, with its custom and computed fields; `cols` is what stands in its address. */
export async function readGridFields(ctx: Context, { entity, cols }: { entity: CrmEntity; cols: string | null }): Promise<GridFields> {
  permit(ctx, 'crm.read');
  const catalogue = await readCatalogue(ctx.db.prisma, entity);
  return { fields: moreFields(catalogue), asked: shownMoreFields(entity, catalogue, cols), first: firstColumns(entity) };
}
