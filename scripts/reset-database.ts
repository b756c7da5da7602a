import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { launcherEnv } from '../lib/env';
import { deleteEmbeddedPostgres } from './local/embedded-postgres';
import { dataFolder } from './local/local-environment';
import { emptyDatabase } from './database/empty-database';
import { runScript } from './local/run-script';
import { supervisorOf } from './local/supervisor-lock';

/** Everything gone: the database and the sandbox. Secrets stay, and what was not ours. */
await runScript(async () => {
  const { values } = parseArgs({ options: { yes: { type: 'boolean' } } });
  const dataDir = dataFolder();
  const running = supervisorOf(dataDir);
  if (running !== null) throw new Error(`npm start runs (process ${running}). Stop it first.`);
  const { databaseUrl } = launcherEnv();
  const what =
    databaseUrl === undefined
      ? `the embedded database and the sandbox in ${dataDir}`
      : `everything in the database ${new URL(databaseUrl).host}${new URL(databaseUrl).pathname}`;
  if (!(await confirmed(values.yes ?? databaseUrl === undefined, what))) return 1;
  if (databaseUrl === undefined) await deleteEmbeddedPostgres(dataDir);
  else await emptyDatabase(databaseUrl);
  for (const name of existsSync(dataDir) ? readdirSync(dataDir) : []) {
    if (name === 'sandbox' || name === 'demo-password-hash')
      rmSync(join(dataDir, name), { recursive: true, force: true });
  }
  console.log(`Deleted ${what}.${databaseUrl === undefined ? ' npm start makes both anew.' : ''}`);
  return 0;
});

async function confirmed(yes: boolean, what: string): Promise<boolean> {
  if (yes) return true;
  if (!process.stdin.isTTY) throw new Error(`This deletes ${what}. Say so: npm run db:reset -- --yes`);
  const ask = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await ask.question(`This deletes ${what}. Type "delete" to go on: `);
  ask.close();
  return answer.trim() === 'delete';
}
