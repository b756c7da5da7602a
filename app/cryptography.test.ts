import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/cryptography.md'), 'utf8');
const named = [...page.matchAll(/`((?:app|lib|scripts)\/[^`]+\.ts)`/g)].map(([, path = '']) => path);
const reaches =
  /\b(?:createCipheriv|createHmac|createHash|createSign|hkdfSync|scryptSync|argon2)\b|\bsealSecret\(/;

const sources = ['app', 'lib', 'pages', 'scripts/backup']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
  .filter((one) => one.isFile() && /\.tsx?$/.test(one.name) && !/\.test\.ts$|^test-/.test(one.name))
  .map((one) => join(one.parentPath, one.name).slice(root.length + 1))
  .filter((path) => !path.startsWith('lib/db/generated/'));

test('what is encrypted, hashed and signed stands in docs/cryptography.md, and nothing there is gone', () => {
  const real = sources.filter((path) => reaches.test(readFileSync(join(root, path), 'utf8')));
  expect(real.filter((path) => !named.includes(path))).toEqual([]);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
