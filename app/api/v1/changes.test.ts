import { expect, test } from 'vitest';
import { apiRoutes } from './_routes';

test.each(apiRoutes.filter(({ method }) => method === 'PATCH').map((route) => [route.path, route] as const))(
  'PATCH %s gives nothing that was not asked for: what is left out stays',
  (_, { body }) => {
    const { takeOver: _takeOver, ...given } = body?.parse({}) as Record<string, unknown>;
    expect(given).toEqual({});
  },
);
