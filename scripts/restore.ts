import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { env } from '../lib/env';
import { agree, plural } from '../lib/format';
import { BackupError } from './backup/backup-error';
import { restoreBackup } from './backup/restore-backup';
import { dataFolder, withInstallation } from './local/local-environment';
import { runScript } from './local/run-script';
import { supervisorOf } from './local/supervisor-lock';

await runScript(() => {
  const running = supervisorOf(dataFolder());
  if (running !== null) throw new BackupError(`npm start runs (process ${running}). Stop it first.`);
  return withInstallation(async (databaseUrl) => {
    const { values } = parseArgs({ options: { from: { type: 'string' }, replace: { type: 'boolean' } } });
    if (values.from === undefined) throw new BackupError('Say what from: npm run restore -- --from FILE');
    const file = resolve(values.from);
    if (!existsSync(file)) throw new BackupError(`There is no file ${file}.`);
    const { manifest, heldConnections, pausedAutomations } = await restoreBackup({
      databaseUrl,
      keyring: env().encryptionKeys,
      file,
      now: new Date(),
      replace: values.replace ?? false,
    });
    console.log(`The database is what it was at ${manifest.madeAt}.`);
    if (heldConnections > 0)
      console.log(
        `${plural(heldConnections, 'connection')} ${agree(heldConnections, 'is', 'are')} held until the book has been read back; the next import does that.`,
      );
    if (pausedAutomations > 0)
      console.log(
        `${plural(pausedAutomations, 'automation')} ${agree(pausedAutomations, 'is', 'are')} paused: whoever waits there may have had their turn since.`,
      );
  });
});
