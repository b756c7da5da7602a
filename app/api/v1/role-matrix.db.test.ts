import { expect, test } from 'vitest';
import type { Role } from '@/lib/actor';
import { scopes, type Scope } from '@/lib/api-tokens/schemas';
import { leastRole } from '@/lib/permissions';
import { apiRoutes } from './_routes';
import { testApi } from './test-api';

const rank: Record<Role, number> = { viewer: 0, marketer: 1, admin: 2 };
const nobody = '9000000000000000000';
const addressOf = (path: string): string =>
  path.replace('{entity}', 'contact').replaceAll(/\{\w+\}/g, nobody);

const counted = [
  'crm_records',
  'marketing_lists',
  'connections',
  'integrations',
  'orders',
  'carts',
  'record_events',
  'marketing_campaigns',
  'data_fields',
];

/** Law L21 on the REST road: what each role and each scope is let through to, from the table of routes itself. */
async function cellsOf(role: Role, given: Scope[]): Promise<string[]> {
  const { call } = await testApi({ role, scopes: given });
  const wrong: string[] = [];
  for (const route of apiRoutes) {
    // Bulk routes read their body in the pages router; what may be called is decided by the same `admit`.
    const answer = await call(route.method, addressOf(route.path), route.body || route.bulk ? {} : undefined);
    const mayScope = given.includes(route.scope) || given.includes('admin');
    const mayRole = rank[role] >= rank[leastRole[route.permission]];
    const expected = mayScope && mayRole ? 'let through' : '403';
    const code = (answer.body as { code?: string } | undefined)?.code;
    const seen =
      answer.status === 403
        ? '403'
        : answer.status === 401 || answer.status >= 500
          ? String(answer.status)
          : 'let through';
    if (seen !== expected || (seen === '403' && code !== (mayScope ? 'forbidden' : 'missing_scope')))
      wrong.push(`${role} with ${given.join()}: ${route.method} ${route.path} ${answer.status} ${code}`);
  }
  return wrong;
}

test.each(['viewer', 'marketer', 'admin'] as const)(
  'a %s’s token with the scope admin does on each route what the role may',
  async (role) => {
    expect(await cellsOf(role, ['admin'])).toEqual([]);
  },
);

test.each(scopes)('an admin’s token with the scope %s alone does what that scope is for', async (scope) => {
  expect(await cellsOf('admin', [scope])).toEqual([]);
});

test.each(scopes)('a viewer’s token with the scope %s does no more than a viewer', async (scope) => {
  expect(await cellsOf('viewer', [scope])).toEqual([]);
});

test('without a token, and with one of a person who may not, nothing is changed anywhere', async () => {
  const { call, ctx } = await testApi({ role: 'viewer' });
  const count = async (): Promise<string> =>
    JSON.stringify(
      await Promise.all(
        counted.map(async (table) =>
          ctx.db.pool
            .query(`SELECT count(*)::int AS n, max(xmin::text) AS last FROM ${table}`)
            .then(({ rows }) => rows as unknown),
        ),
      ),
    );
  const before = await count();
  const body = { name: 'A name', email: 'someone@example.com', entity: 'contact', type: 'manual' };
  for (const { method, path } of apiRoutes) {
    expect(
      (
        await call(method, addressOf(path), method === 'GET' || method === 'DELETE' ? undefined : body, {
          token: null,
        })
      ).status,
    ).toBe(401);
    if (method !== 'GET')
      expect((await call(method, addressOf(path), method === 'DELETE' ? undefined : body)).status).toBe(403);
  }
  expect(await count()).toBe(before);
});
