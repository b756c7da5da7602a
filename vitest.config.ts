import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

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
const patience = 300_000;

/** Begun first, so that none of them is left alone at the end: on a new machine vitest knows nothing of them but their size. */
const longest = [
  'lib/export/laws',
  'lib/jobs/worker-killed.',
  'lib/export/turns/recovery.',
  'lib/two-way/',
  'app/api/v1/idempotency.',
  'lib/automations/firing/fires-once.',
  'lib/standing/standing.',
  'lib/db/lease.',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): boolean =>
      longest.some((start) => moduleId.startsWith(root + start));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  resolve: { alias: { '@': root.replace(/\/$/, '') } },
  test: {
    // One more than there are processors: tests that kill, freeze and outwait each other compute little.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
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
          setupFiles: ['./prisma/test-property-seed.ts'],
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
          setupFiles: ['./prisma/test-setup.ts', './prisma/test-property-seed.ts'],
          testTimeout: patience,
          hookTimeout: patience,
        },
      },
      {
        extends: true,
        test: {
          name: 'fixtures',
          env,
          include: ['prisma/**/*.fixture.ts'],
          globalSetup: ['./prisma/test-server.ts'],
          setupFiles: ['./prisma/test-setup.ts'],
          testTimeout: patience,
          hookTimeout: patience,
        },
      },
    ],
  },
});
