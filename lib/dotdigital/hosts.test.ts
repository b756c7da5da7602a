import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPublicAddress } from '../outward';
import { DotdigitalError } from './errors';
import { allowedApiOrigin, allowedAppOrigin, regionOf, resolveAllowed } from './hosts';

const kindOf = (act: () => unknown): string => {
  try {
    act();
    return 'allowed';
  } catch (error) {
    return error instanceof DotdigitalError ? error.kind : 'other';
  }
};

test('Dotdigital’s own hosts are taken as the vendor writes them, with or without slash and version', () => {
  for (const text of [
    'https://r1-api.dotdigital.com',
    'https://r2-api.dotdigital.com/',
    'https://r3-api.dotmailer.com/v2',
    'https://api.dotmailer.com/v2/',
    ' https://R1-API.Dotdigital.com ',
  ]) {
    expect(allowedApiOrigin(text, []).origin).toMatch(/^https:\/\/(r\d-)?api\.dot(digital|mailer)\.com$/);
  }
  expect(regionOf('https://r2-api.dotdigital.com')).toBe('r2');
  expect(regionOf('http://127.0.0.1:4010')).toBeNull();
  expect(regionOf('http://127.0.0.1:4010/r2')).toBe('r2');
});

test('every trick that leads elsewhere is refused', () => {
  const trap = '127.0.0.1:9999';
  const tricks = [
    `http://${trap}`,
    `https://${trap}`,
    'http://2130706433:9999',
    'http://0x7f.1:9999',
    'http://[::ffff:127.0.0.1]:9999',
    'http://169.254.169.254',
    'http://localhost.:9999',
    `https://r1-api.dotdigital.com@${trap}`,
    `https://r1-api.dotdigital.com.trap`,
    'https://evil-dotdigital.com',
    `https://r1-api.dotdigital.com#@${trap}`,
    `https://r1-api.dotdigital.com?@${trap}`,
    `https://r1-api.dotdigital.com\\@${trap}`,
    `https://r1-api.dotdigital.com/@${trap}`,
    'https://r1-api。dotdigital。com',
    'https://r1-api.dotdigital.com:22',
    'http://r1-api.dotdigital.com',
    'file:///etc/passwd',
    'ftp://r1-api.dotdigital.com',
    'https://r1-api.dotdigital.com.',
    'https://xr1-api.dotdigital.com',
    'https://r10-api.dotdigital.com',
    'https://r1-api.dotdigital.com/v2/../..',
    'https://r1-api.dotdigital.com/r2',
    '',
    'r1-api.dotdigital.com',
    'https://r1-api.dotdigital.com\n.trap',
    'https://user:secret@r1-api.dotdigital.com',
    'https://127.0.0.1:4010@r1-api.dotdigital.com',
    'javascript:alert(1)',
    '//r1-api.dotdigital.com',
  ];
  for (const trick of tricks)
    expect(
      kindOf(() => allowedApiOrigin(trick, ['127.0.0.1:4010'])),
      trick,
    ).toBe('host_not_allowed');
});

test('a host that the operator named is taken with exactly its port, other spellings of it are not', () => {
  expect(allowedApiOrigin('http://127.0.0.1:4010/', ['127.0.0.1:4010'])).toEqual({
    origin: 'http://127.0.0.1:4010',
    hostname: '127.0.0.1',
    byOperator: true,
  });
  expect(allowedApiOrigin('http://127.0.0.1:4010/r2/v2/', ['127.0.0.1:4010']).origin).toBe(
    'http://127.0.0.1:4010/r2',
  );
  expect(allowedApiOrigin('https://white.example', ['white.example:443']).origin).toBe(
    'https://white.example',
  );
  for (const other of [
    'http://127.0.0.1:4011',
    'http://127.1:4010',
    'http://2130706433:4010',
    'http://127.0.0.1.:4010',
  ]) {
    expect(
      kindOf(() => allowedApiOrigin(other, ['127.0.0.1:4010'])),
      other,
    ).toBe('host_not_allowed');
  }
});

test('whatever is let through without the operator is https, port 443, on a host of the vendor', () => {
  const piece = fc.constantFrom(
    'https://',
    'http://',
    'r1-api',
    '.dotdigital',
    '.com',
    '@',
    ':',
    '443',
    '9999',
    '/',
    'v2',
    '#',
    '?',
    '\\',
    '127.0.0.1',
    '[::1]',
    'evil',
    '%2e',
    '.',
    '\t',
    '。',
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 9 }).map((all) => all.join('')),
      (text) => {
        try {
          expect(allowedApiOrigin(text, []).origin).toMatch(
            /^https:\/\/(r[1-9]-api\.(dotdigital|dotmailer)|api\.dotmailer)\.com$/,
          );
        } catch (error) {
          expect(error).toBeInstanceOf(DotdigitalError);
        }
      },
    ),
    { numRuns: 1_000 },
  );
});

test('the OAuth domain is one of the application’s hosts, not of the API', () => {
  expect(allowedAppOrigin('https://r1-app.dotdigital.com/', []).origin).toBe('https://r1-app.dotdigital.com');
  for (const other of [
    'https://r1-api.dotdigital.com',
    'https://evil-dotdigital.com',
    'http://r1-app.dotdigital.com',
    'https://127.0.0.1',
  ]) {
    expect(
      kindOf(() => allowedAppOrigin(other, [])),
      other,
    ).toBe('host_not_allowed');
  }
});

test('addresses inside a network are told from public ones, mapped and local ones too', () => {
  for (const inside of [
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '0.0.0.0',
    '100.64.0.1',
    '::1',
    '::',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
    '::ffff:127.0.0.1',
    '224.0.0.1',
    '255.255.255.255',
    'nonsense',
  ]) {
    expect(isPublicAddress(inside), inside).toBe(false);
  }
  for (const outside of ['93.184.216.34', '2606:2800:220:1::1'])
    expect(isPublicAddress(outside), outside).toBe(true);
});

test('a name that leads into the network is refused before anything is sent', async () => {
  await expect(
    resolveAllowed({ origin: 'https://r1-api.dotdigital.com', hostname: 'localhost', byOperator: false }),
  ).rejects.toMatchObject({ kind: 'host_not_allowed', acted: 'no' });
  await expect(
    resolveAllowed({ origin: 'http://localhost:1', hostname: 'localhost', byOperator: true }),
  ).resolves.not.toHaveLength(0);
});
