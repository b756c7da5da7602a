import type { ModelPerson, ModelRecipient, ModelWorld } from './filter-model-types';
import { compares, dayAfter } from './filter-model-values';
import type { ResolvedCondition } from './resolve-filter';

export function activityHolds(
  { field, operator, value, campaigns, lastDays }: ResolvedCondition,
  person: ModelPerson,
  world: ModelWorld,
): boolean {
  const inScope = (id: string): boolean => campaigns.ids === null || campaigns.ids.includes(id);
  const since = lastDays === null ? null : world.zoneStart(dayAfter(world.today, -lastDays));
  const recent = (at: Date | null): boolean => since === null || (at !== null && at >= since);
  const mine = world.recipients.filter((one) => one.emailKey === person.emailKey && inScope(one.campaignId));
  const clicks = world.clicks.filter(
    (one) => one.emailKey === person.emailKey && inScope(one.campaignId) && recent(one.at),
  );
  const sent = mine.filter((one) => recent(one.sentAt));
  const bounced = (one: ModelRecipient): boolean => one.softBounced || one.hardBounced;
  const someArrived = sent.some((one) => !bounced(one));
  switch (field.name) {
    case 'campaign.sent':
      return sent.length > 0 === value;
    case 'campaign.received':
      return someArrived === value;
    case 'campaign.opened':
      return mine.some((one) => (since === null ? one.opens > 0 : recent(one.lastOpenedAt))) === value;
    case 'campaign.clicked':
      return (since === null ? mine.some((one) => one.clicks > 0) : clicks.length > 0) === value;
    case 'campaign.neverOpened':
      return (someArrived && sent.every((one) => one.opens === 0)) === value;
    case 'campaign.neverClicked':
      return (someArrived && sent.every((one) => one.clicks === 0)) === value;
    case 'campaign.unsubscribed':
      return mine.some((one) => one.unsubscribed) === value;
    case 'campaign.bounced':
      return mine.some(bounced) === value;
    case 'campaign.softBounced':
      return mine.some((one) => one.softBounced) === value;
    case 'campaign.hardBounced':
      return mine.some((one) => one.hardBounced) === value;
    case 'campaign.sentNumber':
      return compares(operator.name, mine.length, value);
    case 'campaign.receivedNumber':
      return compares(operator.name, mine.filter((one) => !bounced(one)).length, value);
    case 'campaign.openedNumber':
      return compares(operator.name, mine.filter((one) => one.opens > 0).length, value);
    case 'campaign.clickedNumber':
      return compares(operator.name, mine.filter((one) => one.clicks > 0).length, value);
    case 'campaign.link':
      if (operator.name === 'any') return clicks.length > 0;
      if (operator.name === 'is') return clicks.some((one) => one.url === value);
      return (
        clicks.some((one) => one.url.toLowerCase().includes(String(value).toLowerCase())) ===
        (operator.name === 'contains')
      );
    default: {
      const times = (one: ModelRecipient): number =>
        field.name === 'campaign.opens' ? one.opens : one.clicks;
      if (!campaigns.together)
        return mine.some(
          (one) => (times(one) > 0 || !bounced(one)) && compares(operator.name, times(one), value),
        );
      const sum = mine.reduce((total, one) => total + times(one), 0);
      return (sum > 0 || mine.some((one) => !bounced(one))) && compares(operator.name, sum, value);
    }
  }
}
