import { migrate } from './database/migrate';
import { withInstallation } from './local/local-environment';
import { runScript } from './local/run-script';

await runScript(() =>
  withInstallation(async (databaseUrl) => {
    const applied = await migrate(databaseUrl, (line) => console.log(line));
    console.log(
      applied.length === 0
        ? 'The database is up to date.'
        : `The database is up to date (${applied.length} applied).`,
    );
  }),
);
