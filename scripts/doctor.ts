import { runScript } from './local/run-script';
import { withInstallation } from './local/local-environment';

type Finding = { part: string; ok: boolean; told: string };

await runScript(() =>
  withInstallation(async () => {
    const { systemActor } = await import('../lib/context');
    const { createContext } = await import('../lib/context/process-context');
    const { checkReadiness } = await import('../lib/jobs');
    const { checkMailServer, mailServerView } = await import('../lib/mail');
    const ctx = createContext(systemActor);
    try {
      const { database, schema, queue } = await checkReadiness();
      const server = mailServerView(ctx);
      const mail = server.ready
        ? await checkMailServer(ctx)
        : { ok: true, answer: `none goes out: ${server.missing.join(' and ')} is not set` };
      const findings: Finding[] = [
        ...Object.entries({ database, schema, queue }).map(([part, told]) => ({
          part,
          ok: told === 'ok',
          told,
        })),
        { part: 'mail', ok: mail.ok, told: mail.answer },
      ];
      for (const { part, ok, told } of findings) console.log(`${ok ? ' ok ' : 'FAIL'}  ${part}: ${told}`);
      return findings.every(({ ok }) => ok) ? 0 : 1;
    } finally {
      await ctx.db.close();
    }
  }),
);
