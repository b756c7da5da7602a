import { expect, test } from 'vitest';
import { maskAddresses } from './mask-addresses';
import { openSealedKey, sealKey } from './sealed-keys';

test.each([
  ['ada@example.co.uk', 'a•••@e•••.uk'],
  ['Ada Byron <ada.byron+news@mail.example.com>, bo@b.se', 'Ada Byron <a•••@m•••.com>, b•••@b•••.se'],
  ['https://shop.example/?who=ada%40example.com&n=1', 'https://shop.example/?who=a•••%40e•••.com&n=1'],
  ['{"email":"ada@example.com"}', '{"email":"a•••@e•••.com"}'],
  ['mailto:ada@example.com', 'mailto:a•••@e•••.com'],
  ['ärla@exämple.de', 'ä•••@e•••.de'],
  ['at 5 @ noon, me@localhost', 'at 5 @ noon, me@localhost'],
  ['%@%', '%@%'],
])('%s is %s', (text, masked) => {
  expect(maskAddresses(text)).toBe(masked);
  expect(maskAddresses(masked)).toBe(masked);
});

test('a sealed key says nothing, is the same each time, opens here, and can’t be made up', () => {
  const sealed = sealKey('ada@example.com');
  expect(sealed).toBe(sealKey('ada@example.com'));
  expect(sealed).not.toMatch(/ada|example/);
  expect(openSealedKey(sealed)).toBe('ada@example.com');
  const made = `${sealed.slice(0, -4)}${sealed.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`;
  for (const text of [made, 'sealed:', 'sealed:AAAA', 'ada@example.com', `sealed:${'A'.repeat(40)}`])
    expect(openSealedKey(text)).toBeNull();
});
