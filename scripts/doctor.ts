import { launcherEnv } from '../lib/env';
import { examine } from './doctor/examine';
import { lineOf, type Finding } from './doctor/finding';
import { withInstallation } from './local/local-environment';
import { runScript } from './local/run-script';

await runScript(() =>
  withInstallation(async () => {
    const { systemActor } = await import('../lib/context');
    const { createContext } = await import('../lib/context/process-context');
    const found: Finding[] = [];
    for await (const finding of examine(launcherEnv(), () => createContext(systemActor))) {
      found.push(finding);
      console.log(lineOf(finding));
    }
    const wrong = found.filter(({ state }) => state === 'bad').length;
    console.log(wrong === 0 ? '\nNothing is wrong.' : `\n${wrong} of ${found.length} are wrong.`);
    return wrong === 0 ? 0 : 1;
  }),
);
