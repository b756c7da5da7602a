import { expect, test } from 'vitest';
import { programName } from './program-name';

test.each([
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
    'Chrome 131, Linux',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15',
    'Safari 17, macOS',
  ],
  ['curl/8.5.0', 'curl/8.5.0'],
  ['shop\u0000\u001b[31m sync\r\n/2', 'shop [31m sync /2'],
  ['x'.repeat(500), 'x'.repeat(80)],
  ['', null],
  [null, null],
])('%s is told as %s', (said, told) => {
  expect(programName(said)).toBe(told);
});
