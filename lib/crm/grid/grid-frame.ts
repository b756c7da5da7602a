import { visibleRecords, type Context } from '@/lib/context';
import type { Prisma, Tx } from '@/lib/db';
import { readInstallationDay } from '../fields/installation-day';
import type { CrmEntity } from '../fields/entity';
import type { RecordField } from '../fields/fields';
import { moreFields } from './grid-columns';
import { readCatalogue } from '../fields/read-catalogue';

/** What the conditions of a grid are read with: whose records it shows, its further fields, and the zone that its days begin in. */
export type GridFrame = {
  entity: CrmEntity;
  visible: Prisma.Sql;
  zone: string;
  fields: readonly RecordField[];
};

export async function readGridFrame(ctx: Context, tx: Tx, entity: CrmEntity): Promise<GridFrame> {
  const [catalogue, { zone }] = await Promise.all([
    readCatalogue(tx, entity),
    readInstallationDay(tx, ctx.now()),
  ]);
  return { entity, visible: visibleRecords(ctx), zone, fields: moreFields(catalogue) };
}
