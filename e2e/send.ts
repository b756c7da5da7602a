import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { expect, type Page } from '@playwright/test';

export const base = (): string => process.env.E2E_BASE_URL ?? '';
export type Reply = { status: number; headers: IncomingMessage['headers']; text: string };

/** A request as it is written, headers that browsers keep to themselves included. */
export function send(
  path: string,
  options: { method?: string; headers?: OutgoingHttpHeaders; body?: string | Iterable<string> } = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base());
    const call = httpRequest(
      { hostname, port, path, method: options.method ?? 'GET', headers: options.headers },
      (answer) => {
        let text = '';
        answer
          .setEncoding('utf8')
          .on('data', (part: string) => (text += part))
          .on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
      },
    );
    call.on('error', reject);
    if (typeof options.body === 'string') call.write(options.body);
    else for (const part of options.body ?? []) call.write(part);
    call.end();
  });
}

export const cookieOf = async (page: Page): Promise<string> =>
  (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');

export const bearer = (token: string): OutgoingHttpHeaders => ({
  authorization: `Bearer ${token}`,
  'content-type': 'application/json',
});

/** An API token of whoever is signed in, by the page. */
export async function makeToken(page: Page, name: string, scope: string): Promise<string> {
  await page.goto('/api-tokens/new');
  await page.getByLabel('Name').fill(name);
  await page.getByLabel(scope, { exact: true }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  return page.getByLabel('Token', { exact: true }).inputValue();
}

type Rest = <T>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, data?: object) => Promise<T>;

/** Calls of the REST API by a token of the admin who is signed in; one that is refused fails with what was said. */
export async function restOf(page: Page, name: string): Promise<Rest> {
  const headers = { authorization: `Bearer ${await makeToken(page, name, 'admin')}` };
  return async <T>(method: string, path: string, data?: object): Promise<T> => {
    const answer = await page.request.fetch(`/api/v1${path}`, { method, headers, ...(data ? { data } : {}) });
    const text = await answer.text();
    expect(answer.ok(), `${method} ${path}: ${text}`).toBe(true);
    return (text === '' ? null : JSON.parse(text)) as T;
  };
}
