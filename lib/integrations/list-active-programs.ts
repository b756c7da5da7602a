import type { Context } from '../context';
import type { DotdigitalClient } from '../dotdigital';
import { permit } from '../permissions';

/** The account's programs that run now. Which of them starts on a book, Dotdigital's API doesn't tell. */
export async function listActivePrograms(
  ctx: Context,
  client: Pick<DotdigitalClient, 'programs'>,
): Promise<{ id: number; name: string }[]> {
  permit(ctx, 'integrations.read');
  const active: { id: number; name: string }[] = [];
  for await (const { rows } of client.programs())
    for (const { id, name, status } of rows) if (status === 'Active') active.push({ id, name });
  return active;
}
