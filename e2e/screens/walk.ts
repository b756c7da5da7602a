import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type ConsoleMessage, type Page, type Request, type Response } from '@playwright/test';
import { accessibilityTroubles } from '../expect-accessible';
import type { Place } from './find-places';
import { lookAtPage } from './look';

export const widths = [390, 820, 1440] as const;
export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** `once`: with what needs one look only, whichever the width. */
export type Look = { place: Place; width: number; themes: Theme[]; once: boolean };

/** What a walk does beside looking: follows the counts of a page, and keeps its picture where a folder is given. */
type Along = { followCounts: (page: Page) => Promise<string[]>; pictures?: string };

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

/** One page at one width, in one theme after the other: everything that is wrong with it. */
export async function lookAt(page: Page, look: Look, { followCounts, pictures }: Along): Promise<string[]> {
  const { place, width, themes, once } = look;
  const { troubles, stop } = watch(page);
  await page.setViewportSize({ width, height: 900 });
  const wear = (theme: Theme | undefined): Promise<void> => page.emulateMedia({ colorScheme: theme });
  await wear(themes[0]);
  try {
    await page.goto(place.path);
    await page.getByRole('heading', { level: 1 }).waitFor({ timeout: 30_000 });
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    troubles.push(...(await troublesAtRest(page)));
    for (const theme of themes) {
      await wear(theme);
      if (pictures) await takePicture(page, `${nameOf(place)}-${width}-${theme}`, pictures);
    }
    // What is looked at once is looked at last: axe says things in the console.
    stop();
    for (const theme of once ? themes : []) {
      await wear(theme);
      troubles.push(...(await accessibilityTroubles(page)).map((what) => `${theme}: ${what}`));
    }
    if (once) troubles.push(...(await followCounts(page)));
  } catch (error) {
    // The other pages are worth a look all the same.
    troubles.push(`not shown: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
  }
  stop();
  return troubles.map((what) => `${place.path} ${width}: ${what}`);
}

/** What is still wrong once the page has come to rest: a table finds its place after its scripts have begun. */
async function troublesAtRest(page: Page): Promise<string[]> {
  let seen: string[] = [];
  const look = async (): Promise<void> => {
    seen = await page.evaluate(lookAtPage);
    expect(seen).toEqual([]);
  };
  await expect(look)
    .toPass({ timeout: 10_000 })
    .catch(() => undefined);
  return seen;
}

const nameOf = ({ route }: Place): string =>
  route.slice(1).replaceAll(/[[\]]/g, '').replaceAll('/', '-') || 'dashboard';

async function takePicture(page: Page, name: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const size = page.viewportSize();
  // As high as the page, so that what stays at the window's edge stands where it ends.
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (size) await page.setViewportSize({ ...size, height });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  if (size) await page.setViewportSize(size);
}
