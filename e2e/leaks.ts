import type { Page, Response } from '@playwright/test';
import { secretsOf, spellings } from '../scripts/testing/find-secrets';

/** What gives away how things are kept, whatever the secret. */
const tells = [
  /\$argon2/,
  /dbr_[\w-]{32}/,
  /postgres(ql)?:\/\//,
  /\/node_modules\//,
  /passwordHash|encryptedPassword|ciphertext/,
];

let known: string[][] | null = null;
const secrets = (): string[][] => (known ??= secretsOf(process.env.E2E_DATA_DIR ?? '').map(spellings));

/** Which secrets of the installation, and which traces of its inside, stand in a text. */
export const leaks = (text: string): string[] => [
  ...secrets().flatMap((spelled, n) => (spelled.some((one) => text.includes(one)) ? [`secret ${n}`] : [])),
  ...tells.filter((one) => one.test(text)).map(String),
];

const read = new Set(['document', 'fetch', 'xhr']);

/** Looks through whatever a page is answered from now on; told are what was found and how much was read. */
export function watchAnswers(page: Page): () => Promise<{ found: string[]; bytes: number }> {
  let bytes = 0;
  const found: string[] = [];
  const looks: Promise<void>[] = [];
  const look = async (answer: Response): Promise<void> => {
    // A page that was left takes its answers along.
    const text = await answer.text().catch(() => '');
    bytes += text.length;
    found.push(...leaks(text).map((leak) => `${leak} in ${answer.url()}`));
  };
  page.on('response', (answer) => {
    const isStream = answer.headers()['content-type']?.startsWith('text/event-stream');
    if (read.has(answer.request().resourceType()) && !isStream) looks.push(look(answer));
  });
  return async () => {
    await Promise.all(looks);
    return { found, bytes };
  };
}
