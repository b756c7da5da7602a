import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ConsoleMessage, Page, Request, Response } from '@playwright/test';
import { accessibilityTroubles } from '../expect-accessible';
import type { Place } from './find-places';
import { lookAtPage } from './look';

export const widths = [390, 820, 1440] as const;
export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export type Look = { place: Place; width: number; theme: Theme; axe: boolean };

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
  const { place, width, theme, axe } = look;
  const { troubles, stop } = watch(page);
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await page.goto(place.path);
  await page.getByRole('heading').first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  const seen = await page.evaluate(lookAtPage);
  if (pictures) await takePicture(page, look, pictures);
  const broken = axe ? await accessibilityTroubles(page) : [];
  stop();
  return [...troubles, ...seen, ...broken].map((what) => `${place.path} ${width} ${theme}: ${what}`);
}

async function takePicture(page: Page, { place, width, theme }: Look, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const name = place.route.slice(1).replaceAll(/[[\]]/g, '').replaceAll('/', '-') || 'dashboard';
  await page.screenshot({ path: join(folder, `${name}-${width}-${theme}.png`), fullPage: true });
}
