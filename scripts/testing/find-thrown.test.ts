import { expect, it } from 'vitest';
import { thrownIn } from './find-thrown';

it('finds what code of ours threw in the log of the web application, once, with its colours or without', () => {
  const thrown = 'ReferenceError: HTMLSelectElement is not defined';
  const frame = '    at <unknown> (.next/server/chunks/ssr/_1s-atz6sx1tip._.js:1:245)';
  const log = [
    '▲ Next.js 16.4.5',
    '✓ Ready in 304ms',
    `\u001b[31m\u001b[1m⨯\u001b[22m\u001b[39m ${thrown}`,
    frame,
    "  digest: '1377584861'",
    '}',
    `⨯ ${thrown}`,
    frame,
    '{"level":40,"msg":"⨯ in a text of ours"}',
    frame,
  ].join('\n');
  expect(thrownIn(log)).toEqual([`⨯ ${thrown}`]);
});

it('passes over what the framework says of a call that it refused', () => {
  const log = [
    '\u001b[31m\u001b[1m⨯\u001b[22m\u001b[39m Error: Invalid Server Actions request.',
    '    at \u001b[3mignore-listed frames\u001b[23m {',
    "  digest: '3904494583'",
    '}',
    '⨯ SyntaxError: Unexpected end of JSON input',
    '    at JSON.parse (<anonymous>) {',
    'Error: Failed to find Server Action "ff". This request might be from an older or newer deployment.',
    '    at tw (.next/server/chunks/[root-of-the-server]__15bjnu5yieigz._.js:1:75515)',
  ].join('\n');
  expect(thrownIn(log)).toEqual([]);
  expect(thrownIn('')).toEqual([]);
});
