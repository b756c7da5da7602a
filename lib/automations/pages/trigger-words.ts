import { agree, listSome, plural } from '@/lib/format';
import { payloadOperatorLabels, type AutomationTrigger } from '../schemas';
import type { Names } from './read-names';

/** What happens to someone: “When a customer …”. */
export function triggerWords(trigger: AutomationTrigger, names: Names): string {
  switch (trigger.kind) {
    case 'cart':
      return `leaves a cart alone for ${spanWords(trigger.minutes)} and orders nothing meanwhile`;
    case 'order':
      return orderWords(trigger);
    case 'event': {
      const conditions = trigger.payload.map(({ path, operator, value }) =>
        `${path} ${payloadOperatorLabels[operator]} ${operator === 'is_there' ? '' : `“${value}”`}`.trim(),
      );
      const where = conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`;
      return `has the event “${trigger.name}”${where}`;
    }
    case 'list':
      return `${trigger.move === 'joined' ? 'joins' : 'leaves'} the list ${names.lists(trigger.listId)}`;
    case 'tag':
      return `gets the tag “${trigger.tag}”`;
    case 'field':
      return trigger.value === null
        ? `gets another value in the field ${names.field(trigger.field)}`
        : `gets “${names.choice(trigger.field, trigger.value)}” in the field ${names.field(trigger.field)}`;
    case 'date':
      return dateWords(trigger, names);
    case 'campaign':
      return campaignWords(trigger, names);
  }
}

function orderWords({ which, n, over, skus }: Extract<AutomationTrigger, { kind: 'order' }>): string {
  const order = which === 'any' ? 'an order' : which === 'first' ? 'the first order' : `order number ${n}`;
  const more = over === null ? '' : ` of more than ${over.amount} ${over.currency}`;
  const items =
    skus.length === 0
      ? ''
      : ` with ${agree(skus.length, 'the item', 'one of the items')} ${listSome(skus, 5)}`;
  return `completes ${order}${more}${items}`;
}

function dateWords(
  { field, days, time, zone, yearly }: Extract<AutomationTrigger, { kind: 'date' }>,
  names: Names,
): string {
  const isBirthday = field === 'birthday' && yearly;
  const name = isBirthday ? 'their birthday' : `the day in the field ${names.field(field)}`;
  const away = `${plural(Math.abs(days), 'day')} ${days < 0 ? 'before' : 'after'}`;
  const reached = days === 0 ? `${isBirthday ? 'has' : 'comes to'} ${name}` : `is ${away} ${name}`;
  return `${reached}${yearly && !isBirthday ? ', every year' : ''} (at ${time}, ${zone})`;
}

function campaignWords(
  { did, campaignId, marketingCampaignId, link, days }: Extract<AutomationTrigger, { kind: 'campaign' }>,
  names: Names,
): string {
  const mail =
    campaignId === null
      ? `an email of the marketing campaign ${names.marketingCampaign(marketingCampaignId ?? '')}`
      : `the email campaign ${names.campaign(campaignId)}`;
  if (did === 'opened') return `opens ${mail}`;
  if (did === 'clicked') return `clicks ${link === null ? 'a link' : `the link ${link}`} in ${mail}`;
  return `has not opened ${mail} ${plural(days, 'day')} after it was sent`;
}

/** 60 → "1 hour", 90 → "90 minutes", 2,880 → "2 days" */
function spanWords(minutes: number): string {
  if (minutes % 1_440 === 0) return plural(minutes / 1_440, 'day');
  return minutes % 60 === 0 ? plural(minutes / 60, 'hour') : plural(minutes, 'minute');
}
