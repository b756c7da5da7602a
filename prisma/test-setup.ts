import { createHash } from 'node:crypto';
import { afterAll, expect, inject } from 'vitest';
import { cloneTestDatabase } from './test-database';
import { closeTestDbs } from './test-db';
import { keepStatements, noteStatements } from './test-statements';

// Before a test file's own imports run, so that `env()` finds the database wherever it is asked first.
const { adminUrl, template } = inject('testServer');
process.env.DATABASE_URL = await cloneTestDatabase(
  adminUrl,
  template,
  `test_${process.env.VITEST_POOL_ID ?? '1'}`,
);

afterAll(closeTestDbs);

const folder = process.env.STATEMENTS_DIR;
if (folder !== undefined) {
  noteStatements();
  afterAll(() => {
    const file = expect.getState().testPath ?? '';
    keepStatements(folder, createHash('sha256').update(file).digest('hex').slice(0, 16));
  });
}
