import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** One hash over files and whole folders (names and contents), taken from one base folder. */
export function contentHash(
  base: string,
  paths: readonly string[],
  skip: (path: string) => boolean = () => false,
): string {
  const hash = createHash('sha256');
  for (const path of paths) addTo(hash, base, path, skip);
  return hash.digest('hex');
}

function addTo(
  hash: ReturnType<typeof createHash>,
  base: string,
  path: string,
  skip: (path: string) => boolean,
): void {
  const full = join(base, path);
  if (skip(path) || !existsSync(full)) return;
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) addTo(hash, base, `${path}/${name}`, skip);
    return;
  }
  hash.update(`${path}\0`).update(readFileSync(full)).update('\0');
}
