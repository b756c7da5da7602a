import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db';
import { invalidFields } from '@/lib/errors';
import { problemWords, readFilter } from '@/lib/filters';
import { fetchOwnList } from '@/lib/marketing-lists';
import { reaches, type AutomationDocument } from '../schemas';
import { checkMessage } from './check-message';
import { checkTrigger } from './check-trigger';

/**
 * The automation as it is kept. Refuses at its field what can't work: an unknown list or account, conditions that can't be read, the
 * wrong kind of people.
 */
export async function checkDocument(
  ctx: Context,
  tx: Tx,
  automation: AutomationDocument,
): Promise<AutomationDocument> {
  const { action, entity, integrationId } = automation;
  const trigger = await checkTrigger(ctx, tx, automation);
  if (action.kind === 'list') {
    const list = await fetchOwnList(ctx, tx, BigInt(action.listId));
    if (list.type !== 'manual' || list.archivedAt !== null)
      throw invalidFields({ 'action.listId': 'Choose a manual list that is not archived.' });
    if (list.entity !== entity)
      throw invalidFields({ 'action.listId': 'This list holds other people than those it happens to.' });
  }
  await checkMessage(ctx, automation);
  if (integrationId === null) {
    if (reaches(action)) throw invalidFields({ integrationId: 'Choose the account.' });
  } else {
    const found = await tx.integration.findFirst({
      where: { id: BigInt(integrationId), deletedAt: null },
      select: { id: true },
    });
    if (!found) throw invalidFields({ integrationId: 'This integration is gone. Choose another one.' });
  }
  const filter = await readFilter(ctx, entity, automation.conditions, { everyList: true });
  if (!filter.ok) throw invalidFields({ conditions: problemWords(filter.problems) });
  return { ...automation, trigger };
}
