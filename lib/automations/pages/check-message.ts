import type { Context } from '@/lib/context';
import { findField, readCatalogue } from '@/lib/crm';
import { invalidFields } from '@/lib/errors';
import { messageOf, textsOf } from '../actions/message-actions';
import { fieldsIn } from '../messages/fill-text';
import type { AutomationDocument } from '../schemas';

/** Refuses a message that names a field which no record of the kind has, at the text that names it. */
export async function checkMessage(
  ctx: Pick<Context, 'db'>,
  { entity, action }: Pick<AutomationDocument, 'entity' | 'action'>,
): Promise<void> {
  const message = messageOf(action);
  if (message === null) return;
  const catalogue = await readCatalogue(ctx.db.prisma, entity);
  for (const { path, text } of textsOf(message)) {
    const unknown = fieldsIn([text]).find((name) => !findField(catalogue, name));
    if (unknown !== undefined)
      throw invalidFields({
        [`action.${path}`]: `There is no field “${unknown}”. Choose one of the fields below, or event. and a key of what happened.`,
      });
  }
}
