import { expect, test } from 'vitest';
import type { Attention } from '../dashboard/schemas';
import { alertText } from './alert-text';
import { alertKey, planAlerts, type Told } from './plan-alerts';

const now = new Date('2026-11-30T10:00:00Z');
const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
const item = (subject: string, tone: Attention['tone'] = 'bad'): Attention => ({
  tone,
  state: 'Failing',
  since: null,
  subject,
  message: 'The password is wrong.',
  href: `/integrations/${subject}`,
  action: 'Fix',
  readBack: null,
});
const told = (subject: string, goneSince: Date | null = null): Told => {
  const { state, href } = item(subject);
  return { key: alertKey({ state, href }), state, subject, href, goneSince };
};
const plan = (items: Attention[], known: Told[], level: 'failures' | 'everything' = 'everything') =>
  planAlerts(items, known, { level, now });

test('what was told is not told again while it lasts', () => {
  expect(plan([item('a'), item('b')], [told('a')])).toEqual({
    fresh: [item('b')],
    over: [],
    goneKeys: [],
    backKeys: [],
  });
});

test('failures alone leave out what only waits; a choice of someone’s own is no alert at all', () => {
  const items = [item('a', 'bad'), item('b', 'warn'), item('c', 'neutral')];
  expect(plan(items, [], 'failures').fresh.map(({ subject }) => subject)).toEqual(['a']);
  expect(plan(items, [], 'everything').fresh.map(({ subject }) => subject)).toEqual(['a', 'b']);
});

test('what was told is over once it has been away for ten minutes, whatever the reader chose since', () => {
  expect(plan([], [told('a')])).toMatchObject({ over: [], goneKeys: [told('a').key] });
  expect(plan([], [told('a', ago(9))])).toMatchObject({ over: [], goneKeys: [] });
  expect(plan([], [told('a', ago(10))]).over).toEqual([told('a', ago(10))]);
  expect(plan([item('a', 'warn')], [told('a')], 'failures')).toMatchObject({
    fresh: [],
    over: [],
    goneKeys: [],
  });
});

test('what comes back sooner is the same as before', () => {
  expect(plan([item('a')], [told('a', ago(9))])).toEqual({
    fresh: [],
    over: [],
    goneKeys: [],
    backKeys: [told('a').key],
  });
});

test('the subject names up to three, then says how many more', () => {
  const subjectOf = (fresh: string[], over: string[] = []): string =>
    alertText(
      { fresh: fresh.map((name) => item(name)), over: over.map((name) => told(name)) },
      'https://x.example',
    ).subject;
  expect(subjectOf(['a'])).toBe('Failing: a');
  expect(subjectOf(['a', 'b'])).toBe('2 things need someone: Failing: a, Failing: b');
  expect(subjectOf(['a', 'b', 'c', 'd', 'e'])).toBe(
    '5 things need someone: Failing: a, Failing: b, Failing: c and 2 more',
  );
  expect(subjectOf([], ['a'])).toBe('No longer: Failing: a');
  expect(subjectOf(['b'], ['a'])).toBe('Failing: b');
});
