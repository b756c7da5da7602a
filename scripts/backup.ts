import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { env } from '../lib/env';
import { BackupError } from './backup/backup-error';
import { writeBackup } from './backup/write-backup';
import { withInstallation } from './local/local-environment';
import { runScript } from './local/run-script';

await runScript(() =>
  withInstallation(async (databaseUrl) => {
    const { values } = parseArgs({ options: { to: { type: 'string' } } });
    if (values.to === undefined) throw new BackupError('Say where to: npm run backup -- --to FILE');
    const { recordAudit, systemActor } = await import('../lib/context');
    const { createContext } = await import('../lib/context/process-context');
    const file = resolve(values.to);
    const keyring = env().encryptionKeys;
    const { tables, madeAt } = await writeBackup({ databaseUrl, keyring, file, now: new Date() });
    const ctx = createContext(systemActor);
    await recordAudit(ctx, ctx.db.prisma, {
      action: 'database.backup',
      subjectType: 'database',
      detail: { madeAt, keyId: keyring.primary },
    });
    await ctx.db.close();
    console.log(`${file} holds ${tables.length} tables as of ${madeAt}.`);
    console.log(
      `It opens with key ${keyring.primary} of ENCRYPTION_KEYS alone: keep that key, and not beside it.`,
    );
  }),
);
