import { getSegment, listSegments, readRefresh, refreshSegment } from '../engine/segments';
import { withCount } from '../engine/books';
import { dated } from '../http/row-time';
import { defineRoute, ok, type Route } from '../http/route';

export const segmentRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/v2/segments',
    tier: 'medium',
    maxSelect: 1000,
    handle: ({ world, account, page }) =>
      ok(
        listSegments(world, account.id, page).map((segment) =>
          dated(
            { id: segment.id, name: segment.name, contacts: withCount(world, segment).contacts },
            segment.created,
          ),
        ),
      ),
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/segments/refresh/{id}',
    tier: 'low',
    handle: ({ world, account, int }) => ({
      status: 202,
      body: { id: int('id'), status: refreshSegment(world, account.id, int('id')) },
    }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/segments/refresh/{id}',
    tier: 'unlimited',
    handle: ({ world, account, int }) =>
      ok({ id: int('id'), status: readRefresh(world, getSegment(world, account.id, int('id')).id) }),
  }),
];
