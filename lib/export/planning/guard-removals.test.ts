import { expect, it } from 'vitest';
import { guardRemovals } from './guard-removals';

const options = { guardPercent: 20, guardPeople: 50 };
const ask = (part: Partial<Parameters<typeof guardRemovals>[0]>) =>
  guardRemovals({ listed: 1000, remove: 0, inBook: 1000, removedToday: 0, options, ...part })?.code ?? null;

it('lets a plan pass that takes out few, or a small share', () => {
  expect(ask({ remove: 0, listed: 0 })).toBeNull();
  expect(ask({ remove: 50, inBook: 60 })).toBeNull();
  expect(ask({ remove: 200 })).toBeNull();
});

it('holds a plan that takes out more than the share and more than the number', () => {
  expect(ask({ remove: 201 })).toBe('removal_guard');
  expect(ask({ remove: 51, inBook: 60 })).toBe('removal_guard');
});

it('counts what left within the day', () => {
  expect(ask({ remove: 60, inBook: 850, removedToday: 150 })).toBe('removal_guard');
  expect(ask({ remove: 50, inBook: 850, removedToday: 150 })).toBeNull();
});

it('holds any removal for an empty list', () => {
  expect(ask({ remove: 1, listed: 0 })).toBe('empty_list');
});
