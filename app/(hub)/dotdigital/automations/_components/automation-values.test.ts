import { expect, it } from 'vitest';
import { firstAction, firstTrigger, fitTo } from './automation-values';

const hasField = (field: string): boolean => field === 'city';

it('forgets a list and a field that other people don’t have, and keeps what they have too', () => {
  const chosen = {
    trigger: { ...firstTrigger.list, listId: '7' },
    action: { ...firstAction.field, field: 'custom.size', value: 'L' },
  };
  expect(fitTo(chosen, hasField)).toEqual({
    trigger: { kind: 'list', listId: '', move: 'joined' },
    action: { kind: 'field', field: '', value: 'L' },
  });
  const shared = {
    trigger: { ...firstTrigger.field, field: 'city' },
    action: { ...firstAction.tag, tag: 'seen' },
  };
  expect(fitTo(shared, hasField)).toEqual(shared);
  expect(fitTo({ trigger: firstTrigger.date, action: firstAction.list }, hasField).trigger).toMatchObject({
    field: '',
  });
});
