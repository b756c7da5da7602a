import { parseArgs } from 'node:util';
import { runScript } from './local/run-script';
import { withInstallation } from './local/local-environment';

await runScript(async () => {
  const { values, positionals } = parseArgs({
    options: { payload: { type: 'string' } },
    allowPositionals: true,
  });
  const [name, ...rest] = positionals;
  const { findJob, jobs, runJobNow } = await import('../lib/jobs');
  if (name === undefined) {
    const width = Math.max(...jobs.map((job) => job.name.length));
    console.log(jobs.map((job) => `${job.name.padEnd(width)}  ${job.schedule}`).join('\n'));
    return 0;
  }
  const job = findJob(name);
  if (job === undefined || rest.length > 0)
    throw new Error(`There is no job "${positionals.join(' ')}". npm run job lists them.`);
  const payload = values.payload === undefined ? undefined : parsePayload(values.payload);
  return withInstallation(async () => {
    const { systemActor } = await import('../lib/context');
    const { createContext } = await import('../lib/context/process-context');
    const ctx = createContext(systemActor);
    const stop = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
    try {
      const count = await runJobNow(ctx, job, payload, stop.signal);
      console.log(
        stop.signal.aborted
          ? `${name} was stopped.`
          : count === 0
            ? `${name}: nothing is due.`
            : `${name}: done (${count}).`,
      );
      return stop.signal.aborted ? 1 : 0;
    } finally {
      await ctx.db.close();
    }
  });
});

function parsePayload(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`--payload is not JSON: ${text}`);
  }
}
