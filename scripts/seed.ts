import { dataFolder, withInstallation } from './local/local-environment';
import { migrate } from './database/migrate';
import { runStep } from './local/run-step';
import { runScript } from './local/run-script';
import { keptSecrets } from './local/secrets-kept';

/** Demo data into an empty database, as `npm start` does it; with --contacts 1000000 a big world beside what is there. */
await runScript(() =>
  withInstallation(async (databaseUrl) => {
    await migrate(databaseUrl);
    const env = { ...process.env };
    env.DEMO_PASSWORD ||= keptSecrets(dataFolder(), { make: true }).DEMO_PASSWORD;
    const { code, output } = await runStep(['--import', 'tsx', 'prisma/seed.ts', ...process.argv.slice(2)], {
      env,
      abort: new AbortController().signal,
    });
    console.log(output.trim());
    return code;
  }),
);
