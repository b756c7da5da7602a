import { launcherEnv } from '../lib/env';
import { plural } from '../lib/format';
import { sealedKinds, type KeysView } from '../lib/keys/schemas';
import { dataFolder, withInstallation } from './local/local-environment';
import { runScript } from './local/run-script';
import { keepSecrets, keptSecrets, newEncryptionKey } from './local/secrets-kept';
import { supervisorOf } from './local/supervisor-lock';

/** How many keys of the past stay readable, for a backup restored from before. */
const keptKeys = 3;

await runScript(async () => {
  const ownKeys = launcherEnv().encryptionKeys === undefined;
  if (ownKeys) {
    const running = supervisorOf(dataFolder());
    if (running !== null)
      throw new Error(
        `npm start runs (process ${running}) and knows only the keys of when it began. Stop it, rotate, start it again.`,
      );
    const kept = keptSecrets(dataFolder(), { make: true });
    const keys = [newEncryptionKey(), ...(kept.ENCRYPTION_KEYS ?? '').split(',').filter((key) => key !== '')];
    keepSecrets(dataFolder(), { ...kept, ENCRYPTION_KEYS: keys.slice(0, keptKeys).join(',') });
  }
  return withInstallation(async () => {
    const { systemActor } = await import('../lib/context');
    const { createContext } = await import('../lib/context/process-context');
    const { findJob, runJobNow } = await import('../lib/jobs');
    const { askKeyRotation, listKeys } = await import('../lib/keys');
    const job = findJob('keys.rotate');
    if (!job) throw new Error('there is no job keys.rotate');
    const ctx = createContext(systemActor);
    const stop = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
    try {
      if ((await listKeys(ctx)).otherCount > 0) await askKeyRotation(ctx);
      while (!stop.signal.aborted && (await runJobNow(ctx, job, undefined, stop.signal)) > 0);
      return told(await listKeys(ctx), ownKeys);
    } finally {
      await ctx.db.close();
    }
  });
});

function told({ keys, otherCount }: KeysView, ownKeys: boolean): number {
  const [first, ...rest] = keys;
  console.log(`${plural(first?.secretCount ?? 0, 'secret')} under key ${first?.id}.`);
  if (otherCount > 0)
    console.error(
      `${plural(otherCount, 'secret')} could not be written anew; run it again, or enter them again.`,
    );
  if (otherCount === 0 && !ownKeys)
    console.log('Keys other than the first of ENCRYPTION_KEYS can go once no backup needs them.');
  const missing = rest.filter(({ place }) => place === 'missing');
  for (const { id, uses } of missing) {
    console.error(`Key ${id} is missing from ENCRYPTION_KEYS. Put it back; where it is lost for good:`);
    for (const { kind, count, names } of uses)
      console.error(
        `  ${sealedKinds[kind].label} (${[String(count), ...names].join(', ')}): ${sealedKinds[kind].lost}`,
      );
  }
  return otherCount > 0 || missing.length > 0 ? 1 : 0;
}
