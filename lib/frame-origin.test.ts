import { expect, test } from 'vitest';
import { readFrameOrigin, sealFrameOrigin } from './frame-origin';

const secret = 'a-secret-of-thirty-two-characters-or-more';

test('gives back the origin that was sealed, and nothing else', () => {
  const sealed = sealFrameOrigin('https://r1-app.dotdigital.com', secret);
  expect(readFrameOrigin(sealed, secret)).toBe('https://r1-app.dotdigital.com');
  const [, signed] = sealed.split('.');
  for (const forged of [
    `${Buffer.from('https://evil.example').toString('base64url')}.${signed}`,
    sealed.slice(0, -2),
    `${sealed}.more`.replace(/^[^.]*/, ''),
    sealFrameOrigin('https://r1-app.dotdigital.com', 'another-secret-of-thirty-two-characters'),
    sealFrameOrigin('https://r1-app.dotdigital.com; script-src *', secret),
    sealFrameOrigin('https://r1-app.dotdigital.com/path', secret),
    '',
    undefined,
  ])
    expect(readFrameOrigin(forged, secret)).toBeNull();
  expect(readFrameOrigin(sealed, undefined)).toBeNull();
});
