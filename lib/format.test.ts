import { describe, expect, it } from 'vitest';

import {
  agree,
  formatBytes,
  formatChange,
  formatCompact,
  formatDay,
  formatDuration,
  formatExactDay,
  formatExactTime,
  formatMoment,
  formatMoney,
  formatNumber,
  formatPercent,
  formatRelativeTime,
  initials,
  listSome,
  plural,
} from './format';

const now = new Date('2026-11-21T14:02:00Z');
const ago = (ms: number): Date => new Date(now.getTime() - ms);
const HOUR = 3_600_000;
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('numbers', () => {
  it('have the separators of the locale', () => {
    expect(formatNumber(84212)).toBe('84,212');
    expect(formatNumber(84212.5, 'de-DE')).toBe('84.212,5');
  });
  it('show a change with its sign', () => {
    expect(formatChange(412)).toBe('+412');
    expect(formatChange(-37)).toBe('−37');
    expect(formatChange(0)).toBe('0');
  });
  it('are short on an axis', () => {
    expect(formatCompact(2600)).toBe('2.6k');
    expect(formatCompact(1_250_000)).toBe('1.3m');
  });
  it('say one and many', () => {
    expect(plural(1, 'person', 'people')).toBe('1 person');
    expect(plural(1204, 'person', 'people')).toBe('1,204 people');
    expect(plural(0, 'row')).toBe('0 rows');
    expect([0, 1, 2, 21].map((count) => agree(count, 'feeds', 'feed'))).toEqual([
      'feed',
      'feeds',
      'feed',
      'feed',
    ]);
  });
  it('leave out pennies of whole amounts', () => {
    expect(formatMoney(41870, 'GBP')).toBe('£41,870.00');
    expect(formatMoney(1200, 'JPY')).toBe('JP¥1,200');
    expect(formatMoney(1200.4, 'JPY', 'de-DE')).toBe('1.200\u00a0¥');
    expect(formatMoney(1.2345, 'KWD', 'en-US')).toBe('KWD\u00a01.235');
    expect(formatMoney(9.5, 'GBP')).toBe('£9.50');
  });
});

describe('percent', () => {
  it('has one digit, two when small', () => {
    expect(plain(formatPercent(30141, 78902))).toBe('38.2 %');
    expect(plain(formatPercent(118, 78902))).toBe('0.15 %');
    expect(plain(formatPercent(1, 2, 'de-DE'))).toBe('50,0 %');
  });
  it('is 0 or 100 only when it is', () => {
    expect(plain(formatPercent(0, 10))).toBe('0.0 %');
    expect(plain(formatPercent(10, 10))).toBe('100.0 %');
    expect(plain(formatPercent(999_999, 1_000_000))).toBe('99.99 %');
    expect(plain(formatPercent(1, 1_000_000))).toBe('0.01 %');
  });
  it('of nothing is a dash', () => {
    expect(formatPercent(0, 0)).toBe('–');
  });
});

describe('times', () => {
  it('are relative under a day', () => {
    expect(formatRelativeTime(ago(4_000), now)).toBe('just now');
    expect(formatRelativeTime(ago(12 * 60_000), now)).toBe('12 min ago');
    expect(formatRelativeTime(ago(23 * HOUR), now)).toBe('23 h ago');
    expect(formatRelativeTime(ago(-4 * 60_000), now)).toBe('in 4 min');
    expect(formatRelativeTime(ago(59.8 * 60_000), now)).toBe('1 h ago');
  });
  it('of what has happened never lie ahead, though the clocks of browser and server differ', () => {
    for (const ms of [-90_000, -30_000, -6_000, 0, 30_000])
      expect(formatRelativeTime(ago(ms), now)).toBe('just now');
  });
  it('of what is planned come near and arrive', () => {
    const ahead = { ahead: true };
    expect(formatRelativeTime(ago(-4 * 60_000), now, 'UTC', ahead)).toBe('in 4 min');
    expect(formatRelativeTime(ago(-90_000), now, 'UTC', ahead)).toBe('in 2 min');
    expect(formatRelativeTime(ago(-20_000), now, 'UTC', ahead)).toBe('in a moment');
    expect(formatRelativeTime(ago(0), now, 'UTC', ahead)).toBe('now');
    expect(formatRelativeTime(ago(180_000), now, 'UTC', ahead)).toBe('now');
  });
  it('are a day where only a day was said', () => {
    expect(formatExactDay('2026-07-01T23:30:00Z', 'Europe/London')).toBe('Thu 2 Jul 2026');
  });
  it('never round up to sixty minutes', () => {
    expect(formatRelativeTime(ago(59.4 * 60_000), now)).toBe('59 min ago');
  });
  it('name the day for a week and the date after that', () => {
    expect(formatRelativeTime(ago(43 * HOUR), now, 'UTC')).toBe('Thu 19:02');
    expect(formatRelativeTime('2026-10-19T10:00:00Z', now)).toBe('19 Oct');
    expect(formatRelativeTime('2025-10-19T10:00:00Z', now)).toBe('19 Oct 2025');
  });
  it('say the day alone where only a day was said', () => {
    expect(formatExactDay('2026-11-19T00:30:00Z', 'America/New_York')).toBe('Wed 18 Nov 2026');
  });
  it('are exact with the zone named', () => {
    expect(formatExactTime('2026-07-01T17:00:05Z', 'Europe/London')).toBe(
      'Wed 1 Jul 2026 18:00:05 Europe/London',
    );
  });
  it('stand in the zone of the person', () => {
    expect(formatDay('2026-11-20T23:30:00Z', 'Asia/Tokyo', now)).toBe('21 Nov');
    expect(formatMoment('2026-11-19T18:00:00Z', 'Europe/London', now)).toBe('Thu 19 Nov 18:00');
    expect(formatMoment('2026-11-21T09:00:00Z', 'UTC', now)).toBe('09:00');
  });
});

describe('durations', () => {
  it.each([
    [0, 'under 0.1 s'],
    [3_000, '3.0 s'],
    [420, '0.4 s'],
    [3_100, '3.1 s'],
    [12_000, '12 s'],
    [59_999, '1 min'],
    [185_000, '3 min 5 s'],
    [7_800_000, '2 h 10 min'],
    [97 * HOUR, '4 days 1 h'],
    [24 * HOUR, '1 day'],
  ])('%i ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('sizes and names', () => {
  it('count bytes in thousands', () => {
    expect(plain(formatBytes(1))).toBe('1 byte');
    expect(plain(formatBytes(1_536))).toBe('1.5 kB');
    expect(plain(formatBytes(15_750_000))).toBe('16 MB');
    expect(plain(formatBytes(999_960))).toBe('1 MB');
  });
  it('shorten names and lists', () => {
    expect(initials('Mira Kessler')).toBe('MK');
    expect(initials('Jean Luc Émile')).toBe('JÉ');
    expect(initials('admin')).toBe('A');
    expect(listSome(['Germany', 'France', 'Spain', 'Italy'])).toBe('Germany, France and 2 more');
  });
});
