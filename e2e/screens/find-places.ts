import type { Page } from '@playwright/test';
import { isFilled, routeOf, type Route } from './routes';

export type Place = { route: Route; path: string };

/**
 * An address of every page: what has no parameter is one, the others are filled from the links that stand on the pages before.
 * Where no link leads to one (a menu does), it is tried beside the page above it. What the data has nothing for is left out.
 */
export async function findPlaces(page: Page, routes: Route[]): Promise<Place[]> {
  const found = new Map<Route, string>(routes.filter(isFilled).map((route) => [route, route]));
  const seen = new Set<Route>();
  for (let next = unseen(found, seen); next; next = unseen(found, seen)) {
    seen.add(next.route);
    // Of several of a kind the one with the longest name stands for all.
    const longestFirst = (await linksOf(page, next.path)).sort((one, other) => other.length - one.length);
    for (const { path } of longestFirst) {
      const route = routeOf(path, routes);
      if (route && !found.has(route)) found.set(route, path);
    }
    for (const route of routes) {
      const above = route.slice(0, route.lastIndexOf('/'));
      const word = route.slice(above.length);
      if (!found.has(route) && above === next.route && isFilled(word)) found.set(route, next.path + word);
    }
  }
  return routes.flatMap((route) => {
    const path = found.get(route);
    return path === undefined ? [] : [{ route, path }];
  });
}

function unseen(found: Map<Route, string>, seen: Set<Route>): Place | undefined {
  for (const [route, path] of found) if (!seen.has(route)) return { route, path };
  return undefined;
}

/** Read from the document as it is sent: no browser has to draw it. */
async function linksOf(page: Page, path: string): Promise<{ path: string; length: number }[]> {
  const answer = await page.request.get(path);
  const text = await answer.text();
  return [...text.matchAll(/<a\b[^>]*?\shref="(\/[^"?#]*)[^>]*>(.*?)<\/a>/gs)]
    .map(([, href = '', content = '']) => ({ path: href, length: content.replaceAll(/<[^>]*>/g, '').length }))
    .filter((link) => !link.path.startsWith('/api/'));
}
