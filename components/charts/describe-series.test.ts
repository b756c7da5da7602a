import { expect, it } from 'vitest';
import { describeSeries } from './describe-series';

const at = (day: number): string => `2026-11-0${day}T12:00:00Z`;
const base = { every: 'day', unit: 'count', locale: 'en-GB', zone: 'UTC' } as const;

it('says from when to when, how each line ends and where it is highest', () => {
  expect(
    describeSeries({
      ...base,
      series: [
        { key: 'opens', label: 'opens' },
        { key: 'clicks', label: 'clicks' },
      ],
      points: [
        { at: at(1), values: { opens: 5, clicks: null } },
        { at: at(2), values: { opens: 1204, clicks: null } },
        { at: at(3), values: { opens: 0, clicks: null } },
      ],
    }),
  ).toBe(
    'From Sun 1 Nov 2026 to Tue 3 Nov 2026: opens highest 1,204 on Mon 2 Nov 2026, 0 at the end; clicks not known.',
  );
});

it('says shares as shares, and one point by itself', () => {
  expect(
    describeSeries({
      ...base,
      unit: 'share',
      series: [{ key: 'rate', label: 'open rate' }],
      points: [{ at: at(1), values: { rate: 0.382 } }],
    }),
  ).toBe('Sun 1 Nov 2026: open rate highest 38.2\u00a0% on Sun 1 Nov 2026, 38.2\u00a0% at the end.');
});
