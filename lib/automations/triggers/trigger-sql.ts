import type { AutomationTrigger } from '../schemas';
import { campaignTrigger } from './campaign-trigger';
import { cartTrigger } from './cart-trigger';
import { dateTrigger } from './date-trigger';
import { eventTrigger } from './event-trigger';
import { fieldTrigger } from './field-trigger';
import { listTrigger } from './list-trigger';
import { orderTrigger } from './order-trigger';
import { tagTrigger } from './tag-trigger';
import type { TriggerSql } from './trigger';

/** Each kind of event in SQL. */
export function triggerSql(trigger: AutomationTrigger): TriggerSql {
  switch (trigger.kind) {
    case 'cart':
      return cartTrigger(trigger);
    case 'order':
      return orderTrigger(trigger);
    case 'event':
      return eventTrigger(trigger);
    case 'list':
      return listTrigger(trigger);
    case 'tag':
      return tagTrigger(trigger);
    case 'field':
      return fieldTrigger(trigger);
    case 'date':
      return dateTrigger(trigger);
    case 'campaign':
      return campaignTrigger(trigger);
  }
}
