import type { Page } from '@playwright/test';
import { routeOf, type Route } from './routes';

type Link = { href: string; words: string };

/**
 * Every count that is a link opens a grid of as many rows as it says. An address is opened once in a walk; of those that ask the
 * same of another list, run or campaign all, or (`oneOfEachKind`) one.
 */
export function followCounts(routes: Route[], oneOfEachKind: boolean) {
  const followed = new Set<string>();
  return async (page: Page): Promise<string[]> => {
    const troubles: string[] = [];
    for (const { href, words } of await linksOf(page, 'a[data-count]')) {
      const kind = oneOfEachKind ? kindOf(href, routes) : href;
      if (followed.has(kind)) continue;
      followed.add(kind);
      const said = /\d[\d,]*/.exec(words)?.[0].replaceAll(',', '') ?? 'nothing';
      const held = await totalsAt(page, href);
      console.log(`${said} at ${href}`);
      // A grid of nobody has no foot.
      if (!(held.length === 0 ? ['0'] : held).includes(said))
        troubles.push(`count: ${href} is said to hold ${said}, and holds ${held.join(' or ') || 'no rows'}`);
    }
    // Names may begin with a number; what makes a list of people says how many they are; a choice of so many days counts nothing.
    const plain = 'main a:not([data-count]):not([data-row-link]):not([href*="/new?"]):not(nav a)';
    for (const { href, words } of await linksOf(page, plain))
      if (/^\d[\d,]*( [a-z ]+)?$/.test(words))
        troubles.push(`count: “${words}” to ${href} isn’t a CountLink`);
    return troubles;
  };
}

const linksOf = (page: Page, selector: string): Promise<Link[]> =>
  page.locator(selector).evaluateAll((links) =>
    links.map((link) => ({
      href: link.getAttribute('href') ?? '',
      words: (link.textContent ?? '').trim(),
    })),
  );

/** Read from the document as it is sent: no browser has to draw it. */
async function totalsAt(page: Page, href: string): Promise<string[]> {
  const answer = await page.request.get(href);
  const text = await answer.text();
  return [...text.matchAll(/\sdata-total="(\d+)"/g)].map(([, total = '']) => total);
}

function kindOf(href: string, routes: Route[]): string {
  const { pathname, search } = new URL(href, 'http://here');
  return `${routeOf(pathname, routes) ?? pathname}${search}`;
}
