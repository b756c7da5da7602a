import { noMail, type Context, systemActor } from '@/lib/context';
import type { Db } from '@/lib/db';
import { createLogger } from '@/lib/logger';

/** What a verb is handed in a benchmark: the system acts, nothing is logged, and nothing outside is reached. */
export const benchContext = (db: Db): Context => ({
  actor: systemActor,
  db,
  now: () => new Date(),
  log: createLogger('silent'),
  config: {
    keyring: { primary: 'bench', keys: new Map() },
    dotdigitalUrl: 'http://127.0.0.1:1',
    dotdigitalAllowedHosts: [],
    importMinutes: 4,
    exportMinutes: 4,
    mail: noMail,
  },
});
