import { expect, it } from 'vitest';
import { isFresh } from './is-fresh';

it('is fresh while it is read at every pass: being sent, or sent within thirty days, and still there', () => {
  const now = new Date('2026-11-30T12:00:00Z');
  const sent = (sentAt: string | null, more: object = {}) =>
    isFresh({ status: 'Sent', sentAt, goneAt: null, ...more }, now);
  expect(sent('2026-11-01T12:00:00Z')).toBe(true);
  expect(sent('2026-10-31T11:00:00Z')).toBe(false);
  expect(sent('2026-01-01T12:00:00Z', { status: 'Triggered' })).toBe(true);
  expect(sent(null, { status: 'Sending' })).toBe(true);
  expect(sent('2026-11-29T12:00:00Z', { goneAt: '2026-11-30T00:00:00Z' })).toBe(false);
});
