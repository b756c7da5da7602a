import { expect, test } from 'vitest';
import { emailKey } from './email-key';

test('an address is matched whatever its case, blanks and spelling of the domain', () => {
  expect(emailKey('  Ines@Example.NET ')).toBe('ines@example.net');
  expect(emailKey('ines@BÜCHER.example')).toBe('ines@xn--bcher-kva.example');
  expect(emailKey('jos\u0065\u0301@example.net')).toBe('jos\u00e9@example.net');
});

test('what is no address has no key', () => {
  for (const text of [
    '',
    null,
    'ines',
    'ines@',
    '@example.net',
    'a b@example.net',
    'ines@localhost',
    `${'a'.repeat(65)}@example.net`,
    `a@${'b'.repeat(250)}.net`,
    'ines@exa mple.net',
    'a\u0000b@example.net',
    '.a@example.net',
    'a..b@example.net',
    'a@b@example.net',
    'a@-x.net',
    'Ines <ines@example.net>',
  ]) {
    expect(emailKey(text), String(text)).toBeNull();
  }
});
