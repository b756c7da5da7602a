import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ConsoleMessage, Page, Request, Response } from '@playwright/test';
import { accessibilityTroubles } from '../expect-accessible';
import type { Place } from './find-places';
import { lookAtPage } from './look';

export const widths = [390, 820, 1440] as const;
export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** `once`: with what needs one look only, whichever the width. */
export type Look = { place: Place; width: number; theme: Theme; once: boolean };

type Watch = { troubles: string[]; stop: () => void };

/** What a page should not do behind one's back: errors in the console, requests that fail. */
function watch(page: Page): Watch {
  const troubles: string[] = [];
  const onConsole = (message: ConsoleMessage): void => {
    if (message.type() === 'error') troubles.push(`console: ${message.text().slice(0, 200)}`);
  };
  const onError = (error: Error): void => void troubles.push(`console: ${error.message.slice(0, 200)}`);
  const onFailed = (request: Request): void => {
    // Leaving a page ends what it was still fetching ahead.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED')
      troubles.push(`request: ${request.url()} ${request.failure()?.errorText}`);
  };
  const onAnswer = (answer: Response): void => {
    if (answer.status() >= 400) troubles.push(`request: ${answer.status()} ${answer.url()}`);
  };
  page.on('console', onConsole).on('pageerror', onError);
  page.on('requestfailed', onFailed).on('response', onAnswer);
  return {
    troubles,
    stop: () => {
      page.off('console', onConsole).off('pageerror', onError);
      page.off('requestfailed', onFailed).off('response', onAnswer);
    },
  };
}

/** One page at one width in one theme: everything that is wrong with it, and its picture where a folder is given. */
export async function lookAt(page: Page, look: Look, pictures?: string): Promise<string[]> {
  const { place, width, theme, once } = look;
  const { troubles, stop } = watch(page);
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  try {
    await page.goto(place.path);
    await page.getByRole('heading', { level: 1 }).waitFor({ timeout: 30_000 });
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    troubles.push(...(await page.evaluate(lookAtPage)));
    if (pictures) await takePicture(page, look, pictures);
    // What is looked at once is looked at last: axe says things in the console, and counts lead elsewhere.
    stop();
    if (once) troubles.push(...(await accessibilityTroubles(page)), ...(await countTroubles(page)));
  } catch (error) {
    // The other pages are worth a look all the same.
    troubles.push(`not shown: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
  }
  stop();
  return troubles.map((what) => `${place.path} ${width} ${theme}: ${what}`);
}

/** Every count that is a link opens a grid of as many rows as it says. */
async function countTroubles(page: Page): Promise<string[]> {
  const links = await page.locator('a[data-count]').evaluateAll((found) =>
    found.map((link) => ({
      href: link.getAttribute('href') ?? '',
      count: /\d[\d,]*/.exec(link.textContent ?? '')?.[0].replaceAll(',', '') ?? '',
    })),
  );
  const troubles: string[] = [];
  for (const { href, count } of links) {
    await page.goto(href);
    const totals = await page
      .locator('[data-total]')
      .evaluateAll((feet) => feet.map((foot) => foot.getAttribute('data-total')));
    // A grid of nobody has no foot.
    if (!(totals.length === 0 ? ['0'] : totals).includes(count))
      troubles.push(`count: ${href} is said to hold ${count}, and holds ${totals.join(' or ')}`);
  }
  return troubles;
}

async function takePicture(page: Page, { place, width, theme }: Look, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const name = place.route.slice(1).replaceAll(/[[\]]/g, '').replaceAll('/', '-') || 'dashboard';
  await page.screenshot({ path: join(folder, `${name}-${width}-${theme}.png`), fullPage: true });
}
