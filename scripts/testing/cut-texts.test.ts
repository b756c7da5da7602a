import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

it('cuts text by the one class whose whole text the tooltip shows', () => {
  const found = ['app', 'components']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
        (path) => `${folder}/${path}`,
      ),
    )
    .filter((path) => path.endsWith('.tsx'))
    .filter((path) => /\btruncate\b(?!')/.test(readFileSync(join(root, path), 'utf8')));
  // A native field of choices shows its whole text by itself when it is opened.
  expect(found).toEqual(['components/ui/select.tsx']);
});
