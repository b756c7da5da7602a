import type { Context } from '../context';
import { permit } from '../permissions';
import type { CrmEntity } from './entity';
import { readSurvivor } from './survivor';
import type { Survivor } from './schemas';

/** Where a merged record lives on: the living one at the end of its merges. Null for a record that lives, was deleted or never was. */
export async function findSurvivor(
  ctx: Context,
  input: { id: string; entity: CrmEntity },
): Promise<Survivor | null> {
  permit(ctx, 'crm.read');
  return readSurvivor(ctx.db.prisma, input);
}
