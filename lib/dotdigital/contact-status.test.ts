import { expect, test } from 'vitest';
import { contactStatuses, isSendable, sendableStatuses, statusWord } from './contact-status';

test('fifteen statuses are known, two of them may be sent to, an unlisted one may not', () => {
  expect(Object.keys(contactStatuses)).toHaveLength(15);
  expect(sendableStatuses).toEqual(['Subscribed', 'SoftBounced']);
  for (const status of Object.keys(contactStatuses))
    expect(isSendable(status), status).toBe(sendableStatuses.includes(status));
  for (const status of ['BrandNew', 'toString', '__proto__', 'subscribed', ''])
    expect(isSendable(status), status).toBe(false);
  expect(isSendable(null)).toBe(true);
});

test('people see words, also for a status nobody knows', () => {
  expect(statusWord('SharedSuppression')).toBe('Suppressed by Dotdigital');
  expect(statusWord('BrandNew')).toBe('BrandNew');
  expect(statusWord(null)).toBe('Not known yet');
});
