import type { Tx } from '@/lib/db';
import { readInstallationDay } from '../fields/installation-day';
import type { CrmEntity } from '../fields/entity';
import type { RecordField } from '../fields/fields';
import { moreFields } from './grid-columns';
import { readCatalogue } from '../fields/read-catalogue';

/** What the conditions of a grid are read with: its further fields, and the zone that its days begin in. */
export type GridFrame = { entity: CrmEntity; zone: string; fields: readonly RecordField[] };

export async function readGridFrame(tx: Tx, entity: CrmEntity, at: Date): Promise<GridFrame> {
  const [catalogue, { zone }] = await Promise.all([readCatalogue(tx, entity), readInstallationDay(tx, at)]);
  return { entity, zone, fields: moreFields(catalogue) };
}
