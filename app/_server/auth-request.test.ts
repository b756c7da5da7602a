import { NextRequest } from 'next/server';
import { describe, expect, test } from 'vitest';
import { HttpProblem } from './api/http-problem';
import { readableByNextAuth } from './auth-request';

const json = 'application/json';
const form = 'application/x-www-form-urlencoded';

async function asked(
  body: string | Uint8Array<ArrayBuffer> | undefined,
  contentType: string | null,
  { address = '/api/auth/callback/credentials', cookie = '' } = {},
): Promise<{ status: number; text: string }> {
  const request = new NextRequest(`http://localhost:3000${address}`, {
    method: 'POST',
    headers: { ...(contentType ? { 'content-type': contentType } : {}), ...(cookie ? { cookie } : {}) },
    ...(body === undefined ? {} : { body }),
  });
  try {
    return {
      status: 200,
      text: await (await readableByNextAuth(request, ['callback', 'credentials'])).text(),
    };
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    return { status: error.status, text: error.detail };
  }
}

describe('a request to sign in', () => {
  test.each([
    ['a JSON body that breaks off', '{"email":"a@b.example","passw', json],
    ['no JSON', 'email=a', json],
    ['a list', '[]', json],
    ['a text', '"email"', json],
    ['null', 'null', json],
    ['an empty JSON body', '', json],
    ['blanks', '  \n', json],
    ['an empty form', '', form],
    ['no body', undefined, json],
    ['neither body nor type', undefined, null],
    ['plain text', 'email=a', 'text/plain'],
    ['a form in parts', '--x', 'multipart/form-data; boundary=x'],
    ['a body that doesn’t say what it is', new Uint8Array([0x7b, 0x7d]), null],
    ['bytes that are no text', new Uint8Array([0x7b, 0xff, 0x7d]), json],
    ['JSON a thousand deep', `{"email":${'['.repeat(1_000)}${']'.repeat(1_000)}}`, json],
    ['a key twice', '{"email":"a","email":"b"}', json],
    ['an address to return to that is a number', '{"callbackUrl":5}', json],
    ['one that is no address', 'callbackUrl=nowhere', form],
    ['one that is a script', 'callbackUrl=javascript:alert(1)', form],
    ['a token that is an object', '{"csrfToken":{}}', json],
  ])('with %s is refused with 400 and a reason', async (_, body, type) => {
    const told = await asked(body, type);
    expect([told.status, told.text.length > 10]).toEqual([400, true]);
  });

  test.each([
    ['in the query', { address: '/api/auth/callback/credentials?callbackUrl=nowhere' }],
    ['twice in the query', { address: '/api/auth/callback/credentials?callbackUrl=/&callbackUrl=ftp://x' }],
    ['in the cookie', { cookie: 'dotbridge.callback-url=nowhere' }],
    ['in the secure cookie', { cookie: '__Host-dotbridge.callback-url=nowhere' }],
  ])('with an address to return to that is none %s is refused with 400', async (_, where) => {
    expect((await asked('email=a', form, where)).status).toBe(400);
  });

  test('that is too large is refused with 413', async () => {
    expect((await asked(`{"email":"${'x'.repeat(100_000)}"}`, json)).status).toBe(413);
  });

  test.each([
    ['email=a%40b.example&password=x&csrfToken=y&callbackUrl=%2F&json=true', form],
    ['email=a&callbackUrl=http%3A%2F%2Flocalhost%3A3000%2Fcontacts', `${form}; charset=UTF-8`],
    ['{"email":"a@b.example","password":"x","csrfToken":"y","callbackUrl":"/","json":true}', json],
    ['{"email":{},"password":[]}', `${json}; charset=utf-8`],
  ])('as NextAuth understands it is handed on as it is: %s', async (body, type) => {
    expect(await asked(body, type)).toEqual({ status: 200, text: body });
  });
});

test('a GET of the callback of passwords, which only takes POST, is refused with 405; other GETs are handed on', async () => {
  const request = new NextRequest('http://localhost:3000/api/auth/session');
  expect(await readableByNextAuth(request, ['session'])).toBe(request);
  expect(await readableByNextAuth(request, ['callback', 'oidc'])).toBe(request);
  for (const action of [['callback'], ['callback', 'credentials']])
    await expect(readableByNextAuth(request, action)).rejects.toMatchObject({ status: 405 });
});
