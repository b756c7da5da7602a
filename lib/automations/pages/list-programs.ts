import type { Context } from '@/lib/context';
import type { DotdigitalClient } from '@/lib/dotdigital';
import { permit } from '@/lib/permissions';
import type { ProgramOption } from '../schemas';

/** The account's programs, as Dotdigital has them now. */
export async function listPrograms(
  ctx: Context,
  client: Pick<DotdigitalClient, 'programs'>,
): Promise<ProgramOption[]> {
  permit(ctx, 'automations.read');
  const found: ProgramOption[] = [];
  for await (const { rows } of client.programs())
    for (const { id, name, status } of rows) found.push({ id, name, isActive: status === 'Active' });
  return found;
}
