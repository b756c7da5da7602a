import next from 'eslint-config-next/core-web-vitals';
import nextTypescript from 'eslint-config-next/typescript';

const tests = ['**/*.test.ts', 'e2e/**'];

const focusedTests = {
  selector:
    'MemberExpression[object.name=/^(it|test|describe|suite)$/][property.name=/^(only|skip|todo|fixme)$/]',
  message: 'A test is there and runs, or it is not there.',
};

// NODE_ENV is written in by the bundler: no reading of the environment.
const environment = {
  selector:
    "MemberExpression[object.name='process'][property.name='env']:not(MemberExpression[property.name='NODE_ENV'] > *)",
  message: 'The environment is read in lib/env.ts only; take what you need from there or have it handed in.',
};

/** @type {import('eslint').Linter.Config[]} */
const config = [
  {
    ignores: [
      '.next/**',
      '.data*/**',
      'lib/db/generated/**',
      'next-env.d.ts',
      'test-results/**',
      'playwright-report/**',
      'coverage/**',
      'public/**',
    ],
  },
  ...next,
  ...nextTypescript,
  {
    linterOptions: { noInlineConfig: true },
    rules: {
      'no-restricted-syntax': ['error', focusedTests, environment],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-empty': 'error',
      'no-debugger': 'error',
      'prefer-const': 'error',
      'react/no-unescaped-entities': 'off',
      // Both judge what can't be told from the file: a `ref` among the props makes every prop a ref, and Radix fills in aria-controls.
      'react-hooks/refs': 'off',
      'jsx-a11y/role-has-required-aria-props': 'off',
      // What only the browser knows (its zone, its theme, its address) is taken over after the first render.
      'react-hooks/set-state-in-effect': 'off',
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true, 'ts-check': false },
      ],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'all' },
      ],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { arguments: false, attributes: false } },
      ],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['app/**', 'lib/**', 'components/**'],
    ignores: tests,
    rules: { 'no-console': 'error' },
  },
  {
    files: [
      'lib/env.ts',
      'scripts/**',
      'e2e/**',
      'bench/**',
      'prisma/seed.ts',
      'prisma/test-*.ts',
      '*.config.*',
      '**/*.test.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', focusedTests] },
  },
  {
    // Not React: `use` and hooks-like names are Playwright's and the sandbox's own.
    files: ['e2e/**', 'simulator/**', 'scripts/**', 'bench/**', 'prisma/**'],
    rules: { 'react-hooks/rules-of-hooks': 'off' },
  },
];

export default config;
