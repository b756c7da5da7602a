import { z } from 'zod';
import { changeAccount, generousLimits, listAccounts, listApiUsers, saveApiUser } from '../engine/accounts';
import { openAccount } from '../engine/found-world';
import { accountOf } from './read';
import type { Control } from './control';

const accountSchema = z.strictObject({
  name: z.string(),
  region: z.string().regex(/^r\d$/),
  email: z.string(),
  phone: z.string(),
  emailCredits: z.number().int(),
  smsCredits: z.number().int(),
  contactLimit: z.number().int().min(0),
  timezone: z.string(),
  currency: z.string(),
  locale: z.string(),
  features: z.array(z.string()),
  customDomain: z.string().nullable(),
  endpoint: z.string().nullable(),
});

const limit = z.number().int().min(0);
const userSchema = z.strictObject({
  account: z.number().int().optional(),
  email: z.string().optional(),
  password: z.string().min(1).optional(),
  enabled: z.boolean().optional(),
  scheme: z.enum(['flat', 'tiered']).optional(),
  limits: z.strictObject({ low: limit, medium: limit, high: limit }).partial().optional(),
  description: z.string().optional(),
});

const defined = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

export const accountControls: Control[] = [
  { method: 'GET', path: '/accounts', run: ({ sandbox: { world } }) => listAccounts(world) },
  {
    method: 'POST',
    path: '/accounts',
    run: ({ sandbox: { world }, body }) =>
      world.store.transaction(() =>
        openAccount(world, { name: 'Another account', ...defined(accountSchema.partial().parse(body)) }),
      ),
  },
  {
    method: 'PATCH',
    path: '/accounts/:id',
    run: ({ sandbox: { world }, params, body }) =>
      changeAccount(world, accountOf(world, params.id).id, defined(accountSchema.partial().parse(body))),
  },
  { method: 'GET', path: '/api-users', run: ({ sandbox: { world } }) => listApiUsers(world) },
  {
    method: 'POST',
    path: '/api-users',
    run({ sandbox: { world }, body }) {
      const { account, limits, ...given } = defined(userSchema.parse(body));
      const known = listApiUsers(world).find(({ email }) => email === given.email?.toLowerCase());
      return saveApiUser(world, {
        ...(known ?? { password: 'sandbox-password' }),
        ...given,
        account: known && account === undefined ? known.account : accountOf(world, account).id,
        limits: { ...(known?.limits ?? generousLimits), ...(limits ? defined(limits) : {}) },
      });
    },
  },
];
