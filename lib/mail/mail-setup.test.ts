import { expect, it } from 'vitest';
import { mailServerView, mailSetup, missingForMail } from './mail-setup';

const of = (
  smtpUrl: string | null,
  from: string | null = null,
  applicationUrl: string | null = 'https://d.example',
) => ({ config: { mail: { smtpUrl, from, applicationUrl } } }) as Parameters<typeof mailSetup>[0];

it('reads server, port and sign-in from the address', () => {
  expect(mailSetup(of('smtp://a%40b:p%3Aw@mail.example'))?.server).toEqual({
    host: 'mail.example',
    port: 587,
    secure: false,
    requireTLS: true,
    auth: { user: 'a@b', pass: 'p:w' },
  });
  expect(mailSetup(of('smtps://mail.example'))?.server).toMatchObject({
    port: 465,
    secure: true,
    auth: null,
  });
  expect(mailSetup(of('smtp://u:p@127.0.0.1:2525'))?.server).toMatchObject({ requireTLS: false, port: 2525 });
  expect(mailSetup(of('smtp://[::1]:25'))?.server).toMatchObject({ host: '::1', port: 25 });
});

it('sends from what is set, else from the host that people open', () => {
  expect(mailSetup(of('smtp://m', '"Northwind" <n@northwind.example>'))?.from).toEqual({
    name: 'Northwind',
    address: 'n@northwind.example',
  });
  expect(mailSetup(of('smtp://m', 'n@northwind.example'))?.from).toEqual({
    name: '',
    address: 'n@northwind.example',
  });
  expect(mailSetup(of('smtp://m'))?.from.address).toBe('dotbridge@d.example');
  expect(mailSetup(of('smtp://m', null, 'http://127.0.0.1:3000'))?.from.address).toBe('dotbridge@localhost');
});

it('names what is missing, and shows no password', () => {
  expect(missingForMail(of(null, null, null))).toEqual(['SMTP_URL', 'NEXTAUTH_URL']);
  expect(mailServerView(of(null))).toEqual({ ready: false, missing: ['SMTP_URL'] });
  expect(JSON.stringify(mailServerView(of('smtp://u:secret@mail.example:25')))).toBe(
    '{"ready":true,"server":"mail.example:25","from":"Dotbridge <dotbridge@d.example>"}',
  );
});
