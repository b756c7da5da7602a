import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectFolder } from '../local/project';
import { saidInAFile } from './licences';

export type ShippedPackage = {
  name: string;
  version: string;
  /** As the package says it; null where it says nothing. */
  licence: string | null;
};

const LockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      name: z.string().optional(),
      version: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
    }),
  ),
});

const modules = 'node_modules/';

/**
 * What stays after `npm prune --omit=dev`, for every platform, each version once. Read from the lock file: `npm sbom --omit dev` leaves out
 * whatever a development package uses too, zod and esbuild among it.
 */
export function shippedPackages(): ShippedPackage[] {
  const { packages } = LockFile.parse(
    JSON.parse(readFileSync(join(projectFolder, 'package-lock.json'), 'utf8')),
  );
  const found = new Map<string, ShippedPackage>();
  for (const [path, { name: alias, version, license, dev }] of Object.entries(packages)) {
    if (path === '' || dev === true || version === undefined) continue;
    const name = alias ?? path.slice(path.lastIndexOf(modules) + modules.length);
    const key = `${name}@${version}`;
    found.set(key, { name, version, licence: license ?? saidInAFile.get(key) ?? null });
  }
  return [...found.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

export const keyOf = ({ name, version }: { name: string; version: string }): string => `${name}@${version}`;
