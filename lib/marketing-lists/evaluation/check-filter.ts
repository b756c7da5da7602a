import type { Context } from '@/lib/context';
import type { CrmEntity } from '@/lib/crm/schemas';
import { AppError } from '@/lib/errors';
import type { FilterDefinition } from '@/lib/filters/schemas';
import { problemWords, readFilter } from '@/lib/filters';

/** Refuses a filter that can't be read, at the field `filter`; which condition it is, the live count says. */
export async function checkFilter(
  ctx: Context,
  entity: CrmEntity,
  filter: FilterDefinition,
  listId: bigint | null = null,
): Promise<void> {
  const read = await readFilter(ctx, entity, filter, { listId });
  if (read.ok) return;
  const unfinished = read.problems.every((problem) => problem.unfinished);
  const words = `${unfinished ? 'The filter is not finished. ' : ''}${problemWords(read.problems)}`;
  throw new AppError('invalid_input', 'filter can’t be read', {
    userMessage: words,
    fieldErrors: { filter: words },
  });
}
