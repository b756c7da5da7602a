import { join } from 'node:path';
import { check } from './checks';
import type { Stage } from './stage';

/** Where the database tests note what PostgreSQL answered. */
export const statementsFolder = (scratch: string): string => join(scratch, 'statements');

/** After the database tests, in the same run. */
export const statementsStage: Stage = {
  name: 'statements',
  title: 'rows are what PostgreSQL gives',
  run: (surroundings) =>
    check('statements', 'rows are what PostgreSQL gives', [
      '--import',
      'tsx',
      'scripts/check-statements.ts',
      statementsFolder(surroundings.scratch),
    ]).run(surroundings),
};
