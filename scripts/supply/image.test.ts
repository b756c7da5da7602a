import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../local/project';

const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');
const lines = read('Dockerfile')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n');
const [build = [], run = []] = lines
  .join('\n')
  .split(/^(?=FROM )/m)
  .slice(1)
  .map((stage) => stage.split('\n').filter((line) => line !== '' && !line.startsWith('#')));

test('the image runs as somebody who owns nothing of what runs, and begins without a step as root', () => {
  expect(run.filter((line) => line.startsWith('USER '))).toEqual(['USER node']);
  expect(run.filter((line) => /^(COPY|ADD) /.test(line))).toEqual(['COPY --from=build /app ./']);
  expect(run.filter((line) => line.startsWith('RUN '))).toEqual([]);
  expect(lines.join('\n')).not.toMatch(/--chown/);
});

test('no package’s own script runs while it is built, and none of development is in it', () => {
  expect(build.some((line) => line === 'RUN npm ci --ignore-scripts')).toBe(true);
  expect(build.at(-1)).toContain('npm prune --omit=dev --ignore-scripts');
});

test('where the programs write is theirs, and stands among the places that a read-only image needs', () => {
  const [, owned = ''] = /chown node:node (.*)$/.exec(build.at(-1) ?? '') ?? [];
  expect(owned.split(' ')).toEqual(['.next/cache', 'node_modules/.cache']);
  for (const program of ['scripts/web.mjs', 'scripts/worker.mjs'])
    expect(read(program)).toContain('folder = `${project}node_modules/.cache/');
  const runbook = read('docs/runbook.md');
  for (const place of ['/tmp', '/app/.next/cache', '/app/node_modules/.cache'])
    expect(runbook).toContain(`--tmpfs ${place} `);
});

test('no secret and no history of the sources gets into it', () => {
  expect(read('.dockerignore').split('\n')).toEqual(expect.arrayContaining(['.git', '.env*', '.data*']));
  expect(lines.join('\n')).not.toMatch(/(SECRET|PASSWORD|TOKEN|KEYS|DATABASE_URL)=/);
});
