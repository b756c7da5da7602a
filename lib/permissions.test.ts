import { expect, test } from 'vitest';
import type { Actor, Role } from './actor';
import { leastRole, may, permit, type Permission } from './permissions';

const person = (role: Role) => ({
  kind: 'person' as const,
  userId: '1',
  name: 'A',
  email: 'a@example.com',
  role,
});
const all = Object.keys(leastRole) as Permission[];

test('a viewer may read statistics, and keep an account, views and tokens of their own', () => {
  expect(all.filter((each) => may(person('viewer'), each)).sort()).toEqual([
    'account.own',
    'factor.own',
    'statistics.read',
    'tokens.own',
    'views.write',
  ]);
});

test('a marketer may not touch integrations, fields, settings or users; an admin may do everything', () => {
  const refused = all.filter((each) => !may(person('marketer'), each));
  expect(refused.sort()).toEqual([
    'audit.read',
    'audit.write',
    'crm.fields',
    'fields.write',
    'insight.write',
    'integrations.write',
    'keys.read',
    'keys.write',
    'privacy.export',
    'privacy.read',
    'privacy.write',
    'settings.write',
    'tokens.all',
    'users.read',
    'users.write',
  ]);
  expect(all.every((each) => may(person('admin'), each))).toBe(true);
});

test('a refusal names the permission and the role that is needed', () => {
  expect(() => permit({ actor: person('marketer') }, 'users.write')).toThrow(
    expect.objectContaining({
      code: 'forbidden',
      permission: 'users.write',
      userMessage: expect.stringContaining('admin') as string,
    }),
  );
});

test('whose role demands a second factor may do nothing but set one up, as long as they have none', () => {
  const actor: Actor = { ...person('admin'), lacksSecondFactor: true };
  expect(all.filter((each) => may(actor, each))).toEqual(['factor.own']);
  expect(() => permit({ actor }, 'users.write')).toThrow(
    expect.objectContaining({
      code: 'forbidden',
      userMessage: expect.stringContaining('second factor') as string,
    }),
  );
});
