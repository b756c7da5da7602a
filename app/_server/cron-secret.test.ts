import { expect, test } from 'vitest';
import { requireCronSecret } from './cron-secret';

const secret = 'a-secret-Of-job-routes-0123456789';

/** Whether a request gets past, or the code of its refusal. */
function asked(
  headers: [string, string][],
  { query = '', ...rest }: { query?: string; kept?: string | undefined } = {},
) {
  const kept = 'kept' in rest ? rest.kept : secret;
  const request = new Request(`http://localhost:3000/api/cron/import${query}`, { headers });
  try {
    requireCronSecret(request, kept);
    return 'in';
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
}

const bearer = (word: string): [string, string] => ['authorization', `Bearer ${word}`];

test('the secret itself opens the job routes; where none is set they are off, whatever is sent', () => {
  expect(asked([bearer(secret)])).toBe('in');
  for (const kept of [undefined, ''])
    for (const word of [secret, '', 'undefined', 'null'])
      expect(asked([bearer(word)], { kept })).toBe('unavailable');
});

// Node hands on the first of two Authorization headers, other hosts hand on both as one.
test.each<[string, [string, string][]]>([
  ['one letter short', [bearer(secret.slice(0, -1))]],
  ['one letter short in front', [bearer(secret.slice(1))]],
  ['one letter longer', [bearer(`${secret}0`)]],
  ['something before it', [bearer(`x${secret}`)]],
  ['one letter another', [bearer(`${secret.slice(0, -1)}8`)]],
  ['another case', [bearer(secret.toLowerCase())]],
  ['two blanks', [['authorization', `Bearer  ${secret}`]]],
  ['quotes', [bearer(`"${secret}"`)]],
  ['a second one', [bearer(secret), bearer(secret)]],
  ['a wrong one first', [bearer('wrong'), bearer(secret)]],
  ['a wrong one after it', [bearer(secret), bearer('wrong')]],
  ['a letter that looks alike', [bearer(secret.replace('O', 'Ó'))]],
  ['no scheme', [['authorization', secret]]],
  ['another scheme', [['authorization', `Basic ${Buffer.from(`:${secret}`).toString('base64')}`]]],
  ['the scheme in another case', [['authorization', `bearer ${secret}`]]],
  ['a header of another name', [['x-authorization', `Bearer ${secret}`]]],
  ['the one of proxies', [['proxy-authorization', `Bearer ${secret}`]]],
  ['a cookie', [['cookie', `authorization=Bearer ${secret}`]]],
  ['only its hash', [bearer('5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8')]],
])('with %s it does not', (_, headers) => {
  expect(asked(headers)).toBe('not_signed_in');
});

test('nor does it in the address, beside a wrong one or alone', () => {
  for (const query of [`?secret=${secret}`, `?authorization=Bearer%20${secret}`, `?token=${secret}`])
    for (const headers of [[], [bearer('wrong')]]) expect(asked(headers, { query })).toBe('not_signed_in');
});
