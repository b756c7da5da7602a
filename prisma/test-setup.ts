import { inject } from 'vitest';
import { cloneTestDatabase } from './test-database';

// Before a test file's own imports run, so that `env()` finds the database wherever it is asked first.
const { adminUrl, template } = inject('testServer');
process.env.DATABASE_URL = await cloneTestDatabase(
  adminUrl,
  template,
  `test_${process.env.VITEST_POOL_ID ?? '1'}`,
);
