import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));
const elsewhere = ['**/node_modules/**', '.next/**', '.data*/**', 'e2e/**'];

const env = {
  NODE_ENV: 'test' as const,
  TZ: 'UTC',
  LOG_LEVEL: 'silent',
  NEXTAUTH_URL: 'http://localhost:3000',
  NEXTAUTH_SECRET: 'a secret that only tests know of',
  ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 1).toString('base64')}`,
};

/** Milliseconds after which a test hangs; a busy machine is slow, not broken. */
const patience = 180_000;

export default defineConfig({
  resolve: { alias: { '@': root.replace(/\/$/, '') } },
  test: {
    maxWorkers: 2,
    // What a file imports is what the next one imports: it is made once, not a hundred times. No module keeps what a test could trip over.
    isolate: false,
    reporters: ['default'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          env,
          include: ['**/*.test.ts'],
          exclude: [...elsewhere, '**/*.db.test.ts'],
          testTimeout: patience,
          hookTimeout: patience,
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          env,
          include: ['**/*.db.test.ts'],
          exclude: elsewhere,
          // A test that measures memory begins without what the files before it left.
          execArgv: ['--expose-gc'],
          globalSetup: ['./prisma/test-server.ts'],
          setupFiles: ['./prisma/test-setup.ts'],
          testTimeout: patience,
          hookTimeout: patience,
        },
      },
    ],
  },
});
