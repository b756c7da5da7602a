import { apiMethods, type ApiMethod, type ApiRoute } from './define-api-route';

export type FoundPath = { methods: ApiMethod[]; route: ApiRoute | null; params: Record<string, string> };

/** The row of the table for a path, and the methods it has; null where no row has this path. Words win over {…}. */
export function findRoute(routes: readonly ApiRoute[], method: string, path: string): FoundPath | null {
  const segments = path.split('/').filter(Boolean);
  const matches = routes.flatMap((route) => {
    const params = matchPath(route.path, segments);
    return params ? [{ route, params }] : [];
  });
  const [best] = matches.sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length);
  if (!best) return null;
  const same = matches.filter(({ route }) => route.path === best.route.path);
  return {
    methods: apiMethods.filter((each) => same.some(({ route }) => route.method === each)),
    route: same.find(({ route }) => route.method === method)?.route ?? null,
    params: best.params,
  };
}

function matchPath(path: string, segments: readonly string[]): Record<string, string> | null {
  const parts = path.split('/').filter(Boolean);
  if (parts.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [n, part] of parts.entries()) {
    const segment = segments[n] ?? '';
    if (part.startsWith('{')) params[part.slice(1, -1)] = segment;
    else if (part !== segment) return null;
  }
  return params;
}
