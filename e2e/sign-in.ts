import type { Cookie, Page } from '@playwright/test';

const signedIn = new Map<string, { cookies: Cookie[]; at: number }>();

/** Shorter than a sign-in spares being asked again before what hurts. */
const kept = 7 * 60_000;

/** Through the page, as a person does, with the demo people's password. */
export async function signInByForm(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(process.env.E2E_PASSWORD ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

/**
 * Who signed in a few minutes ago is let in by the cookie of that, unless a test since has ended that session; on which page the test begins
 * is its own to say.
 */
export async function signIn(page: Page, email: string): Promise<void> {
  const before = signedIn.get(email);
  if (before && Date.now() - before.at < kept) {
    await page.context().addCookies(before.cookies);
    if ((await page.request.get('/api/session')).ok()) return;
    await page.context().clearCookies();
  }
  const at = Date.now();
  await signInByForm(page, email);
  signedIn.set(email, { cookies: await page.context().cookies(), at });
}
