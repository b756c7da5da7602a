import { isIP } from 'node:net';
import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db';
import { invalidFields } from '@/lib/errors';
import { isPublicAddress, OutwardError, outwardUrl } from '@/lib/outward';
import { fetchOwnList } from '@/lib/marketing-lists';
import type { AutomationAction, AutomationDocument } from '../schemas';
import { checkFieldValue } from './check-field-value';
import { checkMessage } from './check-message';

/** What it does, as it is kept. Refuses at its field what can't be done. */
export async function checkAction(
  ctx: Context,
  tx: Tx,
  { action, entity }: AutomationDocument,
): Promise<AutomationAction> {
  switch (action.kind) {
    case 'list': {
      const list = await fetchOwnList(ctx, tx, BigInt(action.listId));
      if (list.type !== 'manual' || list.archivedAt !== null)
        throw invalidFields({ 'action.listId': 'Choose a manual list that is not archived.' });
      if (list.entity !== entity)
        throw invalidFields({ 'action.listId': 'This list holds other people than those it happens to.' });
      return action;
    }
    case 'field':
      // A consent has a time, a source and words of its own, which no rule can know.
      if (action.field === 'consentState') throw invalidFields({ 'action.field': 'Choose another field.' });
      return checkFieldValue(ctx, tx, { at: 'action', of: action, entity });
    case 'webhook':
      return { ...action, url: checkAddress(ctx, action.url) };
    case 'mail':
    case 'triggered_campaign':
    case 'sms':
      await checkMessage(ctx, { entity, action });
      return action;
    case 'enrol':
    case 'tag':
      return action;
  }
}

/** As it may be called; where its name leads is asked at each call. */
function checkAddress(ctx: Context, text: string): string {
  try {
    const { url, hostname, byOperator } = outwardUrl(text, ctx.config.outwardAllowedHosts ?? []);
    if (!byOperator && isIP(hostname) !== 0 && !isPublicAddress(hostname))
      throw invalidFields({
        'action.url': 'This address lies inside the network, which no webhook may call.',
      });
    return url.href;
  } catch (error) {
    if (error instanceof OutwardError) throw invalidFields({ 'action.url': error.userMessage });
    throw error;
  }
}
