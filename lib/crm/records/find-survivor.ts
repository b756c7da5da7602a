import type { Context } from '@/lib/context';
import { permit } from '@/lib/permissions';
import type { CrmEntity } from '../fields/entity';
import { readSurvivor } from './survivor';
import type { Survivor } from '../schemas';

/** Where a merged record lives on: the living one at the end of its merges. Null for a record that lives, was deleted or never was. */
export async function findSurvivor(
  ctx: Context,
  input: { id: string; entity: CrmEntity },
): Promise<Survivor | null> {
  permit(ctx, 'crm.read');
  return readSurvivor(ctx, ctx.db.prisma, input);
}
