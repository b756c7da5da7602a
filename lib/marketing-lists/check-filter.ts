import type { Context } from '../context';
import type { CrmEntity } from '../crm/schemas';
import { AppError } from '../errors';
import type { FilterDefinition } from './filter-definition';
import { problemWords, readFilter } from './read-filter';

/** Refuses a filter that can't be read; each condition's own fault stands under `filter.<path>`. */
export async function checkFilter(ctx: Context, entity: CrmEntity, filter: FilterDefinition): Promise<void> {
  const read = await readFilter(ctx, entity, filter);
  if (read.ok) return;
  const words = problemWords(read.problems);
  throw new AppError('invalid_input', 'filter can’t be read', {
    userMessage: words,
    fieldErrors: { filter: words, ...Object.fromEntries(read.problems.map(({ path, message }) => [['filter', ...path].join('.'), message])) },
  });
}
