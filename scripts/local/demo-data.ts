import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Environment } from '../../lib/env';
import { CannotStart } from './cannot-start';
import { runStep } from './run-step';
import { untilAnswers } from './until-answers';

type Telling = { say: (line: string) => void; abort: AbortSignal };

const demoPeople = ['admin@example.com', 'marketer@example.com', 'viewer@example.com'];

/** Into an empty database; and once more when DEMO_PASSWORD is another one than at the last start. Answers whether it was empty. */
export async function loadDemoData(
  environment: Environment,
  dataDir: string,
  env: NodeJS.ProcessEnv,
  { say, abort }: Telling,
): Promise<boolean> {
  if (!environment.demoData) return false;
  const markPath = join(dataDir, 'demo-password-hash');
  const mark = createHash('sha256')
    .update(`${env.DATABASE_URL ?? ''}\0${env.DEMO_PASSWORD ?? ''}`)
    .digest('hex');
  const { hasPeople, demoPeople: known } = await peopleOf(env.DATABASE_URL ?? '');
  if (hasPeople && (known.length === 0 || (existsSync(markPath) && readFileSync(markPath, 'utf8') === mark)))
    return false;
  const { code, output } = await runStep(['--import', 'tsx', 'prisma/seed.ts'], { env, abort });
  if (code !== 0) throw new CannotStart(`The demo data could not be loaded.\n${output.trim()}`);
  if (!hasPeople) say('Demo data is loaded.');
  writeFileSync(markPath, mark, { mode: 0o600 });
  return !hasPeople;
}

/** One list of new demo data is joined to a book at the sandbox, while the web part comes up. Without it everything else works. */
export async function connectDemoList(
  sandboxPort: number,
  dataDir: string,
  env: NodeJS.ProcessEnv,
  { say, abort }: Telling,
): Promise<void> {
  try {
    await untilAnswers(`http://127.0.0.1:${sandboxPort}/_control/health`, 'sandbox', dataDir, abort);
    const { code, output } = await runStep(['--import', 'tsx', 'prisma/seed.ts', '--connect'], {
      env,
      abort,
    });
    if (code !== 0) throw new Error(output.trim());
  } catch (error) {
    if (!abort.aborted)
      say(
        `The demo list could not be connected to the sandbox: ${error instanceof Error ? error.message : String(error)}`,
      );
  }
}

export async function peopleOf(databaseUrl: string): Promise<{ hasPeople: boolean; demoPeople: string[] }> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ email: string }>('SELECT email FROM users WHERE email = ANY($1)', [
    demoPeople,
  ]);
  const anybody = await client.query('SELECT 1 FROM users LIMIT 1');
  await client.end();
  const found = new Set(rows.map((row) => row.email));
  return { hasPeople: anybody.rowCount !== 0, demoPeople: demoPeople.filter((email) => found.has(email)) };
}
