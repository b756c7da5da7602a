import { environment, packageFile, sourceFolders } from './environment';
import { runTestProgram } from './run-test-program';
import type { Stage } from './stage';

export const types = check(
  'types',
  'types (tsgo)',
  [packageFile('next/dist/bin/next'), 'typegen'],
  [packageFile('@typescript/native-preview/bin/tsgo'), '--noEmit'],
);

export const lint = check('lint', 'lint (oxlint)', [packageFile('oxlint/bin/oxlint')]);

export const checks: Stage[] = [
  check('format', 'format (oxfmt)', [packageFile('oxfmt/bin/oxfmt'), '--check', '.']),
  check('rules', 'import rules (dependency-cruiser)', [
    packageFile('dependency-cruiser/bin/dependency-cruise.mjs'),
    ...sourceFolders,
    '--output-type',
    'err',
  ]),
  check('rooms', 'docs show the rooms as they are', [
    '--import',
    'tsx',
    'scripts/room-diagram.ts',
    '--check',
  ]),
  check('unused', 'unused code (knip)', [packageFile('knip/bin/knip.js'), '--no-progress']),
  check('migrations', 'migrations say what the schema says', [
    '--import',
    'tsx',
    'scripts/make-migration.ts',
    '--check',
  ]),
];

/** One test: it holds or it doesn't, and says why only when it doesn't. */
export function check(name: string, title: string, ...steps: string[][]): Stage {
  return {
    name,
    title,
    run: async ({ abort }) => {
      const env = environment({ FORCE_COLOR: '0', NO_COLOR: '1' });
      for (const args of steps) {
        const { code, output } = await runTestProgram(args, { env, abort });
        if (code !== 0) {
          console.log(`\n--- ${title}\n${output.trim()}\n`);
          return { passed: 0, failed: 1, tests: [] };
        }
      }
      return { passed: 1, failed: 0, tests: [] };
    },
  };
}
