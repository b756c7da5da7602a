import { describe, expect, it } from 'vitest';
import { shownCounts, type CampaignCounts } from '@/lib/campaigns/schemas';
import { noCounts } from '@/lib/campaigns/figures';
import { changeAgainst, changeAgainstMedian } from './figure-changes';

const counts = (some: Partial<CampaignCounts>) => shownCounts({ ...noCounts, ...some }, 'in');

describe('the change of a figure', () => {
  it('is in points where it has a rate, in per cent where it has none', () => {
    const now = counts({ recipients: 1_000, delivered: 1_000, openers: 382, opens: 550, unsubscribed: 20 });
    const before = counts({ recipients: 100, delivered: 100, openers: 35, opens: 500, unsubscribed: 1 });
    expect(changeAgainst('opened', now, before)).toEqual({ text: '+3.2', good: true });
    expect(changeAgainst('opens', now, before)).toEqual({ text: '+10 %', good: true });
    expect(changeAgainst('unsubscribed', now, before)).toEqual({ text: '+1.0', good: false });
    expect(changeAgainst('recipients', now, before)).toEqual({ text: '+900 %', good: null });
    expect(changeAgainst('opened', now, null)).toBeUndefined();
    expect(changeAgainst('complained', now, before)).toBeUndefined();
  });

  it('is none of a campaign that reached nobody yet', () => {
    const before = counts({ recipients: 100, delivered: 100, openers: 35, opens: 500 });
    expect(changeAgainst('opened', counts({}), before)).toBeUndefined();
    expect(changeAgainst('recipients', counts({}), before)).toBeUndefined();
  });

  it('against the median needs three campaigns before', () => {
    const now = counts({ recipients: 100, delivered: 100, openers: 40 });
    const others = [10, 30, 90].map((openers) => counts({ delivered: 100, openers }));
    expect(changeAgainstMedian('opened', now, others)).toEqual({ text: '+10.0', good: true });
    expect(changeAgainstMedian('opened', now, others.slice(1))).toBeUndefined();
  });
});
