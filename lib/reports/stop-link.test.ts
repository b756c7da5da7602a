import { expect, it } from 'vitest';
import { readStopToken, stopToken } from './stop-link';

const keys = new Map([
  ['k.1', Buffer.alloc(32, 1)],
  ['k2', Buffer.alloc(32, 2)],
]);

it('ends the report of whom it was written to, also after the keys were rotated, and of nobody else', () => {
  const token = stopToken({ primary: 'k.1', keys }, 7n);
  expect(readStopToken({ primary: 'k2', keys }, token)).toBe(7n);
  for (const altered of [
    token.replace('7.', '8.'),
    token.replace('k.1', 'k2'),
    `${token}x`,
    token.slice(1),
    '',
    '7..k2',
  ])
    expect(readStopToken({ primary: 'k2', keys }, altered), altered).toBeNull();
  expect(readStopToken({ primary: 'k2', keys: new Map([['k2', Buffer.alloc(32, 2)]]) }, token)).toBeNull();
});
