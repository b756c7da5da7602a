import { chromium, expect, test, type Browser } from '@playwright/test';
import { signIn } from './sign-in';

// As on Windows and Linux: bars that take room of their own, which headless Chromium hides.
let browser: Browser;

test.beforeAll(async ({ launchOptions }) => {
  browser = await chromium.launch({ ...launchOptions, ignoreDefaultArgs: ['--hide-scrollbars'] });
});
test.afterAll(() => browser.close());

test('classic scrollbars leave no stray bar, and the page doesn’t jump when a dialog opens', async ({
  baseURL,
}) => {
  const page = await browser.newPage({ baseURL, viewport: { width: 1440, height: 900 } });
  await signIn(page, 'admin@example.com');
  await page.goto('/marketing-lists');
  const bar = await page.evaluate(() => window.innerWidth - document.documentElement.clientWidth);
  expect(bar).toBeGreaterThan(10);
  await page.getByRole('link', { name: 'Repeat buyers' }).click();
  await expect(page.getByRole('tablist').first()).toBeVisible();
  expect(await strayBars()).toEqual([]);

  // Behind a dialog it has no role.
  const place = () => page.locator('h1').boundingBox();
  await expect(page.locator('[data-chart="Response to campaigns"]')).toBeVisible();
  const opener = page.getByRole('button', { name: 'Why in or out?' });
  // Pressing it would bring it into sight first, and that is no jump.
  await opener.scrollIntoViewIfNeeded();
  // What comes late above it would move it as well, and that is no jump either.
  let before = await place();
  const stays = async (): Promise<boolean> => {
    const last = before;
    before = await place();
    return last?.y === before?.y;
  };
  await expect.poll(stays, { intervals: [1_000] }).toBe(true);
  await opener.click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await place()).toEqual(before);
  expect(await strayBars()).toEqual([]);
  // Where the bar was, the page itself is as dark as the scrim makes the rest: no stripe.
  const [besideBar = [], inBar = []] = await coloursAt([1440 - bar - 4, 1440 - bar / 2]);
  const farthest = Math.max(...inBar.map((level, at) => Math.abs(level - (besideBar[at] ?? 0))));
  expect(farthest).toBeLessThan(3);
  await page.keyboard.press('Escape');

  for (const path of ['/', '/contacts', '/email-campaigns', '/sync-runs', '/dotdigital/data-fields']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect([path, await strayBars()]).toEqual([path, []]);
  }
  await page.close();

  /** Of what is drawn, half way down the window; read by a page of its own, since ours loads no picture from anywhere else. */
  async function coloursAt(places: number[]): Promise<number[][]> {
    const picture = await page.screenshot({ animations: 'disabled' });
    const reader = await browser.newPage();
    const colours = await reader.evaluate(
      async ({ base64, columns }) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const image = await createImageBitmap(new Blob([bytes]));
        const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
        canvas?.drawImage(image, 0, 0);
        return columns.map((x) => [...(canvas?.getImageData(x, image.height / 2, 1, 1).data ?? [])]);
      },
      { base64: picture.toString('base64'), columns: places },
    );
    await reader.close();
    return colours;
  }

  /** Areas that show a bar although all but a line's rest of what they hold is in sight. */
  function strayBars(): Promise<string[]> {
    return page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('body *')]
        .filter((element) => {
          const style = getComputedStyle(element);
          const edges = (one: string, other: string): number => parseFloat(one) + parseFloat(other);
          const barBelow =
            element.offsetHeight -
              element.clientHeight -
              edges(style.borderTopWidth, style.borderBottomWidth) >
            2;
          const barBeside =
            element.offsetWidth - element.clientWidth - edges(style.borderLeftWidth, style.borderRightWidth) >
            2;
          return (
            style.display !== 'inline' &&
            !element.matches('input, textarea, select') &&
            ((barBelow && element.scrollWidth - element.clientWidth < 20) ||
              (barBeside && element.scrollHeight - element.clientHeight < 20))
          );
        })
        .map((element) => `${element.tagName} ${element.className}`),
    );
  }
});
