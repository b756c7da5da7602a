import { expect, it } from 'vitest';
import { AutomationDocument } from './schemas';

const document = {
  name: 'Welcome',
  integrationId: null,
  entity: 'customer',
  trigger: { kind: 'tag', tag: 'vip' },
  conditions: { version: 1, root: { kind: 'group', combinator: 'all', rules: [] } },
  action: { kind: 'tag', change: 'give', tag: 'seen' },
  limits: {},
};

const refused = (given: object): Record<string, string> =>
  Object.fromEntries(
    (AutomationDocument.safeParse({ ...document, ...given }).error?.issues ?? []).map(({ path, message }) => [
      path.join('.'),
      message,
    ]),
  );

it('asks in words for what was not chosen, at its field', () => {
  expect(refused({ trigger: { kind: 'list', move: 'joined', listId: '' } })).toEqual({
    'trigger.listId': 'Choose a list.',
  });
  expect(refused({ action: { kind: 'list', listId: '' } })).toEqual({ 'action.listId': 'Choose a list.' });
  expect(refused({ action: { kind: 'list', listId: '-1' } })).toEqual({
    'action.listId': 'Not a valid id.',
  });
  const campaign = { kind: 'campaign', did: 'opened', campaignId: null };
  expect(refused({ trigger: { ...campaign, marketingCampaignId: '' } })).toMatchObject({
    'trigger.marketingCampaignId': 'Choose a campaign.',
  });
});

it('says how an amount and its currency are entered, and takes small letters', () => {
  const order = (amount: string, currency: string) => ({
    trigger: { kind: 'order', which: 'any', over: { amount, currency } },
  });
  for (const amount of ['', '-5', '1,000', '<img src=x>'])
    expect(refused(order(amount, 'EURO'))).toEqual({
      'trigger.over.amount': 'Enter an amount like 49.90.',
      'trigger.over.currency': 'Enter three letters like EUR.',
    });
  expect(AutomationDocument.parse({ ...document, ...order('0', 'eur') }).trigger).toMatchObject({
    over: { amount: '0', currency: 'EUR' },
  });
});
