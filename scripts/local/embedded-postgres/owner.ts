import { chownSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';

type Account = { uid: number; gid: number };

/** The account the server runs as; null for the one that started us. */
export type Owner = Account | null;

/** PostgreSQL refuses to run as root, so root runs it as the account "postgres", made where it's missing, or as "nobody". */
export function serverOwner(): Owner {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return null;
  const known = account('postgres');
  if (known) return known;
  const made = execaSync(
    'useradd',
    ['--system', '--no-create-home', '--user-group', '--shell', '/usr/sbin/nologin', 'postgres'],
    { reject: false },
  );
  const found = (made.failed ? null : account('postgres')) ?? account('nobody');
  if (found) return found;
  throw new Error(
    'PostgreSQL refuses to run as root and there is no other account to run it as. Create one named "postgres", start as another user, or set DATABASE_URL.',
  );
}

function account(name: string): Account | null {
  const [uid, gid] = ['-u', '-g'].map((flag) => {
    const answer = execaSync('id', [flag, name], { reject: false });
    return answer.failed ? Number.NaN : Number.parseInt(answer.stdout, 10);
  });
  return uid !== undefined && gid !== undefined && uid > 0 && Number.isInteger(gid) ? { uid, gid } : null;
}

/** Whether the account can reach the folder and own files in it. */
export function canWork(owner: Account, folder: string): boolean {
  const probe = join(folder, `.probe-${process.pid}`);
  mkdirSync(probe, { recursive: true, mode: 0o700 });
  chownSync(probe, owner.uid, owner.gid);
  const answer = execaSync('/bin/sh', ['-c', 'cd "$1" && : > written', 'probe', probe], {
    ...owner,
    cwd: '/',
    stdio: 'ignore',
    reject: false,
  });
  rmSync(probe, { recursive: true, force: true });
  return !answer.failed;
}

/** A folder that every account can reach, for what the server's own can't find beside the product. */
export function systemFolder(): string {
  for (const parent of ['/var/lib', tmpdir()]) {
    const folder = join(parent, 'dotbridge');
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      return folder;
    } catch {
      continue;
    }
  }
  throw new Error(
    'The embedded PostgreSQL found no folder for its data: neither /var/lib nor the folder for temporary files can be written to.',
  );
}
