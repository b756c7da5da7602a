import { demoPassword } from './scripts/testing/find-secrets';
import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/local/chromium.mjs';

/** What one worker's tests run against: `npm start` on ports of its own, over a data folder of its own. */
export type Installation = {
  port: number;
  sandboxPort: number;
  mailPort: number;
  oidcPort: number;
  dataDir: string;
};

// `npm run test:e2e` says which, one for each worker; the others are for running Playwright by hand, with one.
const installations: Installation[] = process.env.E2E_INSTALLATIONS
  ? (JSON.parse(process.env.E2E_INSTALLATIONS) as Installation[])
  : [
      {
        port: Number(process.env.E2E_PORT ?? 3190),
        sandboxPort: Number(process.env.E2E_SANDBOX_PORT ?? 4195),
        mailPort: Number(process.env.E2E_MAIL_PORT ?? 4295),
        oidcPort: Number(process.env.E2E_OIDC_PORT ?? 4395),
        dataDir: process.env.E2E_DATA_DIR ?? '.data-e2e',
      },
    ];
const addressOf = ({ port }: Installation): string => `http://localhost:${port}`;

// A worker reads this file for itself, and knows which one it is.
const own = installations[Number(process.env.TEST_PARALLEL_INDEX ?? 0)];
if (!own) throw new Error('There are more workers than installations.');

// What the tests find in their environment.
process.env.E2E_BASE_URL = addressOf(own);
process.env.E2E_SANDBOX_URL = `http://127.0.0.1:${own.sandboxPort}`;
// Nobody listens there but a test that wants mail, or to sign in by a provider.
process.env.E2E_MAIL_PORT = String(own.mailPort);
process.env.E2E_OIDC_PORT = String(own.oidcPort);
process.env.E2E_PASSWORD = demoPassword;
process.env.E2E_DATA_DIR = own.dataDir;

const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: false,
  workers: installations.length,
  retries: 0,
  forbidOnly: true,
  // A busy machine is slow, not broken.
  timeout: 600_000,
  expect: { timeout: 120_000 },
  reporter: [['list']],
  use: {
    baseURL: addressOf(own),
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    viewport: { width: 1440, height: 900 },
    // A step that waits in vain says which one it is; by itself it would wait for the end of its test, which doesn't.
    actionTimeout: 120_000,
    navigationTimeout: 240_000,
    // What breathes and turns is drawn sixty times a second, by the processor, on every page that waits for something.
    contextOptions: { reducedMotion: 'reduce' },
    // What was done, asked and said. Without its film, which took a third of the browser's time, and without a copy of the page at
    // every step: how the page stood when a test failed is kept beside it, as a picture and as text.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: findChromium().executablePath,
      args: [
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  webServer: installations.map((installation) => ({
    // The parts of `npm start`, production build included.
    command: 'exec node scripts/start.mjs',
    url: `${addressOf(installation)}/api/health/ready`,
    reuseExistingServer: false,
    timeout: 480_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
    stdout: 'pipe',
    stderr: 'pipe',
    env: {
      PORT: String(installation.port),
      HOST: '127.0.0.1',
      SIMULATOR_PORT: String(installation.sandboxPort),
      DATA_DIR: installation.dataDir,
      DEMO_DATA: process.env.SCREENS_WORLD === 'empty' ? 'off' : 'on',
      DEMO_PASSWORD: process.env.E2E_PASSWORD ?? '',
      // An empty value is no value: nothing of the machine's own configuration reaches the tests.
      DATABASE_URL: '',
      NEXTAUTH_URL: '',
      NEXTAUTH_SECRET: '',
      ENCRYPTION_KEYS: '',
      CRON_SECRET: '',
      DOTDIGITAL_API_URL: '',
      DOTDIGITAL_ALLOWED_HOSTS: '',
      SMTP_URL: `smtp://127.0.0.1:${installation.mailPort}`,
      MAIL_FROM: '',
      OIDC_ISSUER: `http://127.0.0.1:${installation.oidcPort}`,
      OIDC_CLIENT_ID: 'dotbridge',
      OIDC_CLIENT_SECRET: 'a secret between Dotbridge and its provider',
      OIDC_NAME: 'Example ID',
      OIDC_SCOPE: 'openid profile email groups',
      OIDC_GROUP_ROLES: 'dotbridge-admins=admin,dotbridge-readers=viewer',
      OIDC_ONLY: '',
      METRICS_TOKEN: '',
      NODE_ENV: '',
      END_WITH_PARENT: 'on',
    },
  })),
});
