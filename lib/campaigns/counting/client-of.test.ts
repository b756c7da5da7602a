import { expect, it } from 'vitest';
import { clientOf } from './client-of';

it.each([
  [
    'Apple iPhone',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
    'Apple iPhone',
    'mobile',
  ],
  [
    '',
    'Mozilla/5.0 (iPad; CPU OS 16_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.5 Mobile/15E148 Safari/604.1',
    'Safari',
    'tablet',
  ],
  [
    'Unknown',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
    'Chrome',
    'desktop',
  ],
  [
    'Gmail',
    'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
    'Gmail',
    'unknown',
  ],
  ['Outlook', 'Mozilla/4.0 (compatible; ms-office; MSOffice 16)', 'Outlook', 'unknown'],
  ['Apple Mail', 'Mozilla/5.0', 'Apple Mail', 'unknown'],
  ['', '', 'unknown', 'unknown'],
])('client %j with %j is %s on %s', (mailClient, userAgent, client, device) => {
  expect(clientOf(mailClient, userAgent)).toEqual({ client, device });
});
