import type { FlowContext } from '../context';
import { problemWords, readFilter, type ReadableFilter } from '../filters';
import type { StoredAutomation } from './internal';
import { pauseByProduct } from './pause-by-product';

/** The conditions of an automation; null: they can't be read, so that it waits for a person. */
export async function readConditions(
  ctx: FlowContext,
  { id, entity, conditions }: StoredAutomation,
): Promise<ReadableFilter | null> {
  const filter = await readFilter(ctx, entity, conditions, { everyList: true, forEveryone: true });
  if (filter.ok) return filter;
  await pauseByProduct(ctx, id, `Its conditions can’t be read. ${problemWords(filter.problems)}`);
  return null;
}
