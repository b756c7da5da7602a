import { expect, test, vi } from 'vitest';

type Header = { key: string; value: string };

/** The headers of every answer, where people open this address. */
async function headersAt(address: string): Promise<Map<string, string>> {
  vi.resetModules();
  vi.stubEnv('NEXTAUTH_URL', address);
  try {
    const { default: config } = await import('./next.config.mjs');
    const rules: { source: string; headers: Header[] }[] = (await config.headers?.()) ?? [];
    const whole = rules.find(({ source }) => source === '/:path*');
    return new Map(whole?.headers.map(({ key, value }) => [key, value]));
  } finally {
    vi.unstubAllEnvs();
  }
}

test('over https every answer asks browsers to come by https alone for two years, subdomains too (ASVS 3.4.1)', async () => {
  const headers = await headersAt('https://dotbridge.example.com');
  expect(headers.get('Strict-Transport-Security')).toBe('max-age=63072000; includeSubDomains');
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
});

test('over plain http it asks for nothing that it couldn’t keep', async () => {
  expect((await headersAt('http://localhost:3000')).has('Strict-Transport-Security')).toBe(false);
});
