import { webEnv } from '../lib/env';
import { nextProgram } from './build';
import { explain } from './run-script';

// The web part alone, in this process, so that the host's signals reach it.
try {
  const { port, host } = webEnv();
  process.argv = [process.execPath, nextProgram(), 'start', '--port', String(port), ...(host === undefined ? [] : ['--hostname', host])];
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
process.env.NEXT_TELEMETRY_DISABLED = '1';
await import(nextProgram());
