import { expect, it } from 'vitest';
import { readAsk } from './campaign-ask';

it('leaves machines out and counts orders of a week after a click where nothing is asked for', () => {
  expect(readAsk('/c/1', {})).toMatchObject({
    machines: 'out',
    per: undefined,
    isRunningTotal: false,
    revenue: { days: 7, after: 'click' },
  });
  expect(
    readAsk('/c/1', { machine: 'in', per: 'day', sum: 'running', days: '30', after: 'open' }),
  ).toMatchObject({
    machines: 'in',
    per: 'day',
    isRunningTotal: true,
    revenue: { days: 30, after: 'open' },
  });
  expect(readAsk('/c/1', { machine: 'x', per: 'year', days: '400', after: 'z' })).toMatchObject({
    machines: 'out',
    per: undefined,
    revenue: { days: 7, after: 'click' },
  });
});

it('changes one thing of an address and keeps the rest, the grid’s filters included', () => {
  const { hrefWith } = readAsk('/c/1', { machine: 'in', 'f.opens': 'eq:1', q: 'a b' });
  expect(hrefWith({ per: 'day' })).toBe('/c/1?machine=in&f.opens=eq%3A1&q=a+b&per=day');
  expect(hrefWith({ machine: '' })).toBe('/c/1?f.opens=eq%3A1&q=a+b');
  expect(readAsk('/c/1', { machine: 'in' }).hrefWith({ machine: '' })).toBe('/c/1');
});

it('links to its people keep what the number was counted by, and nothing of the grid', () => {
  const search = { machine: 'in', days: '30', split: 'contact.city', per: 'day', 'f.opens': 'eq:1', q: 'a' };
  expect(readAsk('/c/1', search)).toMatchObject({
    kept: { machine: 'in', days: '30', split: 'contact.city', per: 'day' },
    people: { machines: 'in', revenue: { days: 30 }, split: { entity: 'contact', name: 'city' } },
  });
  expect(readAsk('/c/1', { split: 'house.city' }).people.split).toBeNull();
});
