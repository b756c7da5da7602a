import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db';
import { invalidFields } from '@/lib/errors';
import { problemWords, readFilter } from '@/lib/filters';
import { reaches, type AutomationDocument } from '../schemas';
import { checkAction } from './check-action';
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
  const { entity, integrationId } = automation;
  const trigger = await checkTrigger(ctx, tx, automation);
  const action = await checkAction(ctx, tx, automation);
  if (integrationId === null) {
    if (reaches(action) && action.kind !== 'webhook')
      throw invalidFields({ integrationId: 'Choose the account.' });
  } else {
    const found = await tx.integration.findFirst({
      where: { id: BigInt(integrationId), deletedAt: null },
      select: { id: true },
    });
    if (!found) throw invalidFields({ integrationId: 'This integration is gone. Choose another one.' });
  }
  const filter = await readFilter(ctx, entity, automation.conditions, { everyList: true });
  if (!filter.ok) throw invalidFields({ conditions: problemWords(filter.problems) });
  return { ...automation, trigger, action };
}
