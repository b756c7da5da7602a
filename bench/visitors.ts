import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import autocannon from 'autocannon';
import { hundredth, median, tenth } from './big-world';
import type { Web } from './web-process';

export type Load = { requests: number; perSecond: number; p50: number; p95: number; cpuMs: number };
export type Bytes = { plain: number; wire: number };

const browser = { 'accept-encoding': 'gzip, deflate, br', 'accept-language': 'en-GB', accept: 'text/html' };

/** Whoever reads asks for the next page as soon as one has come. */
export async function load(
  web: Web,
  cookie: string,
  paths: string[],
  how: { connections: number; amount?: number; duration?: number; overallRate?: number },
): Promise<Load> {
  const times: number[] = [];
  let failed = 0;
  const cpuBefore = web.cpuMs();
  const began = performance.now();
  await new Promise<void>((done, fail) => {
    const run = autocannon(
      {
        url: `http://127.0.0.1:${web.port}`,
        headers: { ...browser, cookie },
        timeout: 60,
        requests: paths.map((path) => ({ path })),
        ...how,
      },
      (error) => (error ? fail(error) : done()),
    );
    run.on('response', (_client, status, _bytes, milliseconds) => {
      times.push(milliseconds);
      if (status !== 200) failed += 1;
    });
    run.on('reqError', () => (failed += 1));
  });
  if (failed > 0) throw new Error(`${failed} of ${times.length} pages did not come: ${paths.join(', ')}`);
  const sorted = times.toSorted((a, b) => a - b);
  return {
    requests: times.length,
    perSecond: hundredth(times.length / ((performance.now() - began) / 1000)),
    p50: tenth(median(times)),
    p95: tenth(sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0),
    cpuMs: tenth((web.cpuMs() - cpuBefore) / times.length),
  };
}

export async function bytesOf(web: Web, cookie: string, path: string): Promise<Bytes> {
  const size = async (headers: Record<string, string>): Promise<number> => {
    const call = request({ port: web.port, host: '127.0.0.1', path, headers: { ...headers, cookie } }).end();
    const [answer] = (await once(call, 'response')) as [IncomingMessage];
    let bytes = 0;
    for await (const piece of answer as AsyncIterable<Buffer>) bytes += piece.length;
    return bytes;
  };
  return { plain: await size({ ...browser, 'accept-encoding': 'identity' }), wire: await size(browser) };
}

/** Through the same door as the sign-in page. */
export async function signIn({ port }: Web, email: string, password: string): Promise<string> {
  const base = `http://127.0.0.1:${port}`;
  const token = await fetch(`${base}/api/auth/csrf`);
  const { csrfToken } = (await token.json()) as { csrfToken: string };
  const signedIn = await fetch(`${base}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookiesOf(token), origin: base },
    body: new URLSearchParams({ csrfToken, email, password, json: 'true' }),
  });
  const cookie = cookiesOf(signedIn);
  if (!cookie.includes('dotbridge.session=')) throw new Error('the sign-in was refused');
  return cookie;
}

const cookiesOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .join('; ');
