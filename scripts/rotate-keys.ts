import { launcherEnv } from '../lib/env';
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
    const { rotateSecrets } = await import('../lib/integrations');
    const { rotateStudioTokens } = await import('../lib/email-studio');
    const { rotateSecondFactors } = await import('../lib/users');
    const { rotateMail } = await import('../lib/mail');
    const { rotateErasureKeys } = await import('../lib/erased');
    const { rotateErasures } = await import('../lib/privacy');
    const { rotateWebhookSecrets } = await import('../lib/automations');
    const { signAuditChain } = await import('../lib/audit');
    const ctx = createContext(systemActor);
    try {
      const { rotated, upToDate, unreadable } = await rotateSecrets(ctx);
      const studio = await rotateStudioTokens(ctx);
      const factors = await rotateSecondFactors(ctx);
      const mail = await rotateMail(ctx);
      const erasures = await rotateErasureKeys(ctx);
      const underWay = await rotateErasures(ctx);
      const webhooks = await rotateWebhookSecrets(ctx);
      await signAuditChain(ctx);
      console.log(
        `${rotated + studio.rotated + factors.rotated + mail.rotated + erasures.rotated + underWay.rotated + webhooks.rotated} secrets are encrypted anew, ${upToDate} already were.`,
      );
      if (!ownKeys)
        console.log('Keys other than the first of ENCRYPTION_KEYS can go once no backup needs them.');
      if (studio.unreadable > 0)
        console.log(
          `${studio.unreadable} sign-ins of Email Studio open with no key; those people connect again.`,
        );
      if (factors.unreadable > 0)
        console.log(
          `${factors.unreadable} second factors open with no key; those people sign in by a recovery code, or an admin resets theirs.`,
        );
      if (webhooks.unreadable > 0)
        console.log(
          `${webhooks.unreadable} signing secrets of webhooks open with no key; make new ones on their automations.`,
        );
      if (erasures.unreadable > 0) {
        console.error(
          'No key fits the fingerprints of people who were erased, so nobody can come in until the old key is back in ENCRYPTION_KEYS.',
        );
        return 1;
      }
      if (unreadable.length === 0) return 0;
      console.error(
        `No key fits the secrets of: ${unreadable.join(', ')}. Give the old key back in ENCRYPTION_KEYS, or enter those passwords again.`,
      );
      return 1;
    } finally {
      await ctx.db.close();
    }
  });
});
