import { describe, expect, it } from 'vitest';
import { parseTableQuery } from '../../table-query';
import { FilterDefinition } from '@/lib/filters/schemas';
import { listFilterOf } from './list-filter';
import { recipientGrid } from './recipient-grid';

const filterOf = (search: string) => {
  return listFilterOf('7', parseTableQuery(new URLSearchParams(search), recipientGrid.table));
};
const condition = (field: string, operator: string, value: unknown, more: object = {}) => ({
  kind: 'condition',
  field,
  operator,
  value,
  campaignId: '7',
  ...more,
});

describe('a list of the people in the grid', () => {
  it('asks for the same numbers of the same campaign', () => {
    expect(filterOf('f.opens=eq:1&f.clicks=gte:1')?.root.rules).toEqual([
      condition('campaign.opens', 'eq', 1),
      condition('campaign.clicks', 'gte', 1),
    ]);
  });

  it('means everyone it was sent to where 0 passes, as the grid does', () => {
    expect(filterOf('f.opens=eq:0')?.root.rules).toEqual([
      condition('campaign.sent', 'is', true),
      condition('campaign.opens', 'gt', 0, { not: true }),
    ]);
    expect(filterOf('f.clicks=between:0,2')?.root.rules).toEqual([
      condition('campaign.sent', 'is', true),
      condition('campaign.clicks', 'gt', 2, { not: true }),
    ]);
    expect(filterOf('f.clicks=gte:0')?.root.rules).toEqual([condition('campaign.sent', 'is', true)]);
  });

  it('asks for what became of the mail in the words of the key figures', () => {
    const fieldOf = (result: string) => filterOf(`f.result=any:${result}`)?.root.rules[0]?.field;
    expect(['opened', 'clicked', 'bounced', 'delivered', 'unsubscribed'].map(fieldOf)).toEqual([
      'campaign.opens',
      'campaign.clicks',
      'campaign.bounced',
      'campaign.received',
      'campaign.unsubscribed',
    ]);
  });

  it('is everyone whom it was sent to when nothing is filtered', () => {
    expect(filterOf('')?.root.rules).toEqual([
      { kind: 'condition', field: 'campaign.sent', operator: 'is', value: true, campaignId: '7' },
    ]);
  });

  it('is a filter that marketing lists understand', () => {
    for (const search of [
      '',
      'f.opens=between:1,3',
      'f.opens=lte:2',
      'f.link=any:https://shop.example/a',
      'f.state=any:unsubscribed',
      'f.state=any:soft_bounced,hard_bounced',
    ]) {
      expect(FilterDefinition.safeParse(filterOf(search)).success).toBe(true);
    }
  });

  it('is not offered for what a list can’t ask', () => {
    expect(filterOf('q=smith')).toBeNull();
    expect(filterOf('f.replies=gte:1')).toBeNull();
    expect(filterOf('f.state=any:subscribed')).toBeNull();
    expect(filterOf('f.result=any:replied')).toBeNull();
    expect(filterOf('f.part=any:=x')).toBeNull();
    expect(filterOf(`f.link=any:${'x'.repeat(1_001)}`)).toBeNull();
    expect(filterOf('f.result=any:opened,clicked')).toBeNull();
  });
});
