import { visibleCampaigns, visibleMarketing, type Context } from '@/lib/context';
import { findField, readCatalogue } from '@/lib/crm';
import type { CrmEntity } from '@/lib/crm/schemas';
import type { Tx } from '@/lib/db';
import { invalidFields } from '@/lib/errors';
import { fetchSeenList } from '@/lib/marketing-lists';
import type { AutomationDocument, AutomationTrigger } from '../schemas';
import { checkFieldValue } from './check-field-value';

type Of<Kind extends AutomationTrigger['kind']> = Extract<AutomationTrigger, { kind: Kind }>;

/** What it waits for, as it is kept. Refuses at its field what can't happen. */
export async function checkTrigger(
  ctx: Context,
  tx: Tx,
  { trigger, entity }: AutomationDocument,
): Promise<AutomationTrigger> {
  switch (trigger.kind) {
    case 'cart':
    case 'order':
      if (entity !== 'customer')
        throw invalidFields({ entity: 'Only customers have carts and orders. Choose customers.' });
      return trigger;
    case 'list': {
      const list = await fetchSeenList(ctx, tx, BigInt(trigger.listId));
      if (list.entity !== entity)
        throw invalidFields({ entity: 'The list holds other people. Choose the kind that it holds.' });
      return trigger;
    }
    case 'field':
      return checkFieldValue(ctx, tx, { at: 'trigger', of: trigger, entity });
    case 'date':
      return checkDate(tx, trigger, entity);
    case 'campaign':
      return checkCampaign(ctx, tx, trigger);
    case 'event':
    case 'tag':
      return trigger;
  }
}

async function checkDate(tx: Tx, trigger: Of<'date'>, entity: CrmEntity): Promise<AutomationTrigger> {
  const field = findField(await readCatalogue(tx, entity), trigger.field);
  if (field?.type !== 'date' && field?.type !== 'datetime')
    throw invalidFields({ 'trigger.field': 'Choose a field that holds a date.' });
  return trigger;
}

async function checkCampaign(ctx: Context, tx: Tx, trigger: Of<'campaign'>): Promise<AutomationTrigger> {
  const { campaignId, marketingCampaignId } = trigger;
  const [found] =
    campaignId === null
      ? await tx.$queryRaw<object[]>`
          SELECT 1 AS one FROM marketing_campaigns m WHERE m.id = ${BigInt(marketingCampaignId ?? 0)} AND ${visibleMarketing(ctx)}`
      : await tx.$queryRaw<object[]>`
          SELECT 1 AS one FROM email_campaigns c WHERE c.id = ${BigInt(campaignId)} AND ${visibleCampaigns(ctx)}`;
  if (!found)
    throw invalidFields({
      [`trigger.${campaignId === null ? 'marketingCampaignId' : 'campaignId'}`]:
        'This campaign is gone. Choose another one.',
    });
  return trigger;
}
