import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readCluster } from '../local/embedded-postgres/cluster';

/** Of the demo people of the browser tests. */
export const demoPassword = 'the demo people of the tests';

/** What must never leave an installation of the browser tests: its keys, and the passwords of the sandbox and of people. */
export function secretsOf(dataDir: string): string[] {
  const kept = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')) as Record<string, string>;
  const keys = Object.values(kept).flatMap((value) => [
    value,
    ...value.split(',').flatMap((part) => part.split(':').slice(1)),
  ]);
  return ['sandbox-password', 'sandbox-secret', demoPassword, ...keys].filter((one) => one.length > 8);
}

/** As it is, in base64 at any place, in an address and in hex. */
export const spellings = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('hex'),
  ...[0, 1, 2].map((shift) =>
    Buffer.from(' '.repeat(shift) + secret)
      .toString('base64')
      .slice(4, -4),
  ),
];

/** Where they are meant to be, or can't be told from what was overwritten: the launcher's own file, the sandbox, the server's log of changes. */
const meant = /^(secrets\.json|sandbox\b|.*\bpg_wal\b)/;

/** Files of a data folder and of the tables of its database in which a secret stands: law L20. One that was never begun has none. */
export function findSecrets(dataDir: string): string[] {
  if (!existsSync(join(dataDir, 'secrets.json'))) return [];
  const texts = secretsOf(dataDir).flatMap((secret, n) =>
    [...new Set(spellings(secret))].map((text) => ({ n, text })),
  );
  const cluster = readCluster(dataDir);
  const tables = cluster === null ? [] : filesIn(cluster.folder);
  return [...new Set([...filesIn(dataDir), ...tables])].flatMap((path) => {
    const bytes = readFileSync(path);
    return texts.flatMap(({ n, text }) => (bytes.includes(text) ? [`secret ${n} in ${path}`] : []));
  });
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => ({ entry, path: join(entry.parentPath, entry.name) }))
    .filter(({ entry, path }) => entry.isFile() && !meant.test(relative(folder, path)))
    .map(({ path }) => path);
