import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const sources = ['app', 'components']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  )
  .filter((path) => path.endsWith('.tsx'))
  .map((path) => readFileSync(join(root, path), 'utf8'));

/** What is measured or set and not counted, and what one person did, whose header says all of it. */
const notCounts = ['Fields', 'People in it', 'Sync priority', 'Took'];

it('says of every column of counts in its header what it counts', () => {
  const columns = sources.flatMap((text) => [
    ...text.matchAll(/header: '([^']+)',[^{}]*?kind: 'number'/g),
    ...text.matchAll(/kind: 'number',[^{}]*?header: '([^']+)'/g),
  ]);
  expect(columns.length).toBeGreaterThan(20);
  const undefinedOnes = columns.flatMap(([text, header = '']) =>
    text.includes('definition:') ? [] : [header],
  );
  expect(undefinedOnes.sort()).toEqual(notCounts);
});
