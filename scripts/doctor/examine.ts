import type { Context } from '../../lib/context';
import type { Environment } from '../../lib/env';
import { explain } from '../local/run-script';
import { examineAuditLog } from './audit-log';
import { examineDatabase } from './database';
import { examineEnvironment } from './environment';
import { bad, type Finding } from './finding';
import { examineMail } from './mail';
import { examineSecrets } from './secrets';
import { examineWork } from './work';

/** Everything in turn. What can't be asked is told as such and keeps nothing else from being looked at. */
export async function* examine(
  environment: Environment,
  openContext: () => Context,
): AsyncGenerator<Finding> {
  yield* examineEnvironment(environment);
  if (environment.encryptionKeys === undefined) return;
  const ctx = openContext();
  try {
    yield* await asked('Database', () => examineDatabase(ctx.db));
    yield* await asked('Stored secrets', () => examineSecrets(ctx));
    yield* await asked('Mail', () => examineMail(ctx));
    yield* await asked('Worker', () => examineWork(ctx.db));
    yield* await asked('Audit log', () => examineAuditLog(ctx));
  } finally {
    await ctx.db.close();
  }
}

async function asked(about: string, ask: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await ask();
  } catch (error) {
    return [bad(about, explain(error))];
  }
}
