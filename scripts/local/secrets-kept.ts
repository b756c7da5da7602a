import { randomBytes, randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeJsonPrivately } from './write-privately';

export type KeptSecrets = {
  NEXTAUTH_SECRET: string;
  ENCRYPTION_KEYS: string;
  CRON_SECRET: string;
  DEMO_PASSWORD: string;
};

/**
 * The secrets of an installation that sets none itself, made once and kept where only its own account can read them.
 * A database is only as useful as these: losing them makes stored passwords of integrations unreadable.
 */
export function keptSecrets(dataDir: string, options: { make: boolean }): Partial<KeptSecrets> {
  const path = join(dataDir, 'secrets.json');
  const kept = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Partial<KeptSecrets>) : {};
  if (!options.make) return kept;
  const complete: KeptSecrets = {
    NEXTAUTH_SECRET: kept.NEXTAUTH_SECRET ?? randomBytes(36).toString('base64'),
    ENCRYPTION_KEYS: kept.ENCRYPTION_KEYS ?? newEncryptionKey(),
    CRON_SECRET: kept.CRON_SECRET ?? randomBytes(24).toString('base64url'),
    DEMO_PASSWORD: kept.DEMO_PASSWORD ?? readablePassword(),
  };
  if (Object.keys(complete).some((name) => !(name in kept))) keepSecrets(dataDir, complete);
  return complete;
}

export function keepSecrets(dataDir: string, secrets: Partial<KeptSecrets>): void {
  mkdirSync(dataDir, { recursive: true });
  writeJsonPrivately(join(dataDir, 'secrets.json'), secrets);
}

export function newEncryptionKey(): string {
  return `k${new Date().toISOString().slice(0, 10).replaceAll('-', '')}-${randomBytes(2).toString('hex')}:${randomBytes(32).toString('base64')}`;
}

/** Three syllable groups and a number: about 60 bits, and a person can type it. */
function readablePassword(): string {
  const pick = (letters: string) => letters.charAt(randomInt(letters.length));
  const word = () => Array.from({ length: 3 }, () => pick('bdfghjklmnprstvz') + pick('aeiou')).join('');
  return `${word()}-${word()}-${word()}-${String(randomInt(10, 100))}`;
}
