import { renameSync, writeFileSync } from 'node:fs';

/** Only its own account can read the file, and whoever reads it finds all of it. */
export function writePrivately(path: string, content: string): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content, { mode: 0o600 });
  renameSync(draft, path);
}

export function writeJsonPrivately(path: string, value: unknown): void {
  writePrivately(path, `${JSON.stringify(value, null, 2)}\n`);
}
