import { randomUUID } from 'node:crypto';
import { dictionary } from '@zxcvbn-ts/language-common';
import { expect, test } from 'vitest';
import { testContext } from '@/prisma/test-context';
import { createOrResetUser, signIn, unknownPlace } from './index';
import { requireGoodPassword } from './password-rules';
import { NewPassword } from './schemas';

const nobody = { email: 'mira.kessler@northwind.example', name: 'Mira Kessler' };
const judge = (password: string) =>
  requireGoodPassword(password, nobody).then(
    () => null,
    (error: { fieldErrors: { password: string } }) => error.fieldErrors.password,
  );

test('every breached password that is long enough is refused, and what people make of the others', async () => {
  const breached = dictionary['passwords-common'];
  expect(breached.length).toBeGreaterThan(3_000);
  const long = breached.filter((one) => one.length >= 12);
  expect(long.length).toBeGreaterThan(200);
  for (const password of [
    ...long,
    'password1234',
    'Password1234!',
    'P@ssw0rd1234',
    'qwertyuiop12',
    '123456789012',
    'abcabcabcabc',
    'passwordpassword',
  ])
    expect([password, await judge(password)]).toEqual([password, expect.stringContaining('easily guessed')]);
  expect(await judge(' '.repeat(12))).toContain('Blanks alone');
  for (const own of [nobody.email, nobody.name])
    expect([own, await judge(own)]).toEqual([own, expect.stringContaining('easily guessed')]);
});

test('nothing else is demanded: words, one kind of character, any script, and as long as 256', async () => {
  for (const password of [
    'correct horse battery',
    'vier alte möwen am hafen',
    'семь синих лодок',
    '840271993856',
    'zo4-kPq_99xLwa12',
    `${'a long walk through the harbour at night '.repeat(6)}ends`,
  ])
    expect([password, NewPassword.safeParse(password).success, await judge(password)]).toEqual([
      password,
      true,
      null,
    ]);
});

test('twelve characters are twelve after they were put together', () => {
  expect(NewPassword.safeParse('e\u0301'.repeat(6)).success).toBe(false);
  expect(NewPassword.safeParse('e\u0301'.repeat(12)).data).toBe('é'.repeat(12));
  expect(NewPassword.safeParse('x'.repeat(257)).success).toBe(false);
});

test('a password is refused wherever it is set, and the same letters written otherwise sign in', async () => {
  const ctx = await testContext();
  const email = `${randomUUID()}@example.com`;
  await expect(
    createOrResetUser(ctx, { email, role: 'viewer', password: 'password1234' }),
  ).rejects.toMatchObject({ code: 'invalid_input', fieldErrors: { password: expect.any(String) } });
  await createOrResetUser(ctx, { email, role: 'viewer', password: 'café am fluss bei regen' });
  const decomposed = 'cafe\u0301 am fluss bei regen';
  expect(await signIn(ctx, { email, password: decomposed }, unknownPlace)).not.toBeNull();
});
