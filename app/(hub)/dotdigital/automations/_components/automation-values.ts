import type { Control } from 'react-hook-form';
import type { z } from 'zod';
import type { AutomationAction, AutomationDocument, AutomationTrigger } from '@/lib/automations/schemas';

export type AutomationValues = z.input<typeof AutomationDocument>;
export type AutomationControl = Control<AutomationValues, unknown, AutomationDocument>;

/** What each kind begins with. */
export const firstTrigger: {
  [Kind in AutomationTrigger['kind']]: Extract<AutomationTrigger, { kind: Kind }>;
} = {
  cart: { kind: 'cart', minutes: 60 },
  order: { kind: 'order', which: 'first', n: 2, over: null, skus: [] },
  event: { kind: 'event', name: '', payload: [] },
  list: { kind: 'list', listId: '', move: 'joined' },
  tag: { kind: 'tag', tag: '' },
  field: { kind: 'field', field: '', value: null },
  date: { kind: 'date', field: 'birthday', days: 0, time: '09:00', zone: 'UTC', yearly: true },
  campaign: {
    kind: 'campaign',
    did: 'opened',
    campaignId: null,
    marketingCampaignId: null,
    link: null,
    days: 3,
  },
};

/** 0: no program or campaign is chosen yet, which the schema refuses. */
export const firstAction: { [Kind in AutomationAction['kind']]: Extract<AutomationAction, { kind: Kind }> } =
  {
    enrol: { kind: 'enrol', programId: 0, programName: '' },
    tag: { kind: 'tag', change: 'give', tag: '' },
    list: { kind: 'list', listId: '' },
    mail: { kind: 'mail', from: '', subject: '', html: '', text: '' },
    triggered_campaign: { kind: 'triggered_campaign', campaignId: 0, campaignName: '', values: [] },
    sms: { kind: 'sms', message: '' },
    field: { kind: 'field', field: '', value: '' },
    webhook: { kind: 'webhook', url: '' },
  };

export const newAutomation = (integrationId: string | null): AutomationValues => ({
  name: '',
  integrationId,
  entity: 'customer',
  trigger: firstTrigger.cart,
  conditions: { version: 1, root: { kind: 'group', combinator: 'all', rules: [] } },
  action: firstAction.enrol,
  limits: { quietHours: '', zone: null, cap: null, holdOutPercent: 0, orderDays: 14 },
});

/** What is asked and done once it happens to other people: a list holds one kind of them, and not every field is theirs. */
export function fitTo(
  { trigger, action }: Pick<AutomationValues, 'trigger' | 'action'>,
  hasField: (field: string) => boolean,
): Pick<AutomationValues, 'trigger' | 'action'> {
  const fit = <Part extends { kind: string }>(part: Part): Part => {
    if ('listId' in part) return { ...part, listId: '' };
    return 'field' in part && !hasField(String(part.field)) ? { ...part, field: '' } : part;
  };
  return { trigger: fit(trigger), action: fit(action) };
}
