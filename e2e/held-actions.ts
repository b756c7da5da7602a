import type { Page } from '@playwright/test';

/** From now on what buttons ask of the server is held back; `release` lets it through. */
export async function holdActions(page: Page): Promise<() => Promise<void>> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const isAction = (headers: Record<string, string>): boolean => headers['next-action'] !== undefined;
  await page.route('**/*', async (route) => {
    if (isAction(route.request().headers())) await released;
    await route.fallback();
  });
  return async () => {
    release();
    await page.unrouteAll({ behavior: 'wait' });
  };
}
