import type { Context } from '@/lib/context';
import { permit } from '@/lib/permissions';
import type { CrmEntity } from './entity';
import type { RecordField } from './fields';
import { readCatalogue } from './read-catalogue';

/** The fields that a form of this entity has, custom ones in the order of the settings; archived ones are not offered. */
export async function getRecordCatalogue(ctx: Context, entity: CrmEntity): Promise<RecordField[]> {
  permit(ctx, 'crm.read');
  return readCatalogue(ctx.db.prisma, entity);
}
