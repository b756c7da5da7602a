import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { runScript } from './local/run-script';
import { withInstallation } from './local/local-environment';

const dayMs = 86_400_000;

await runScript(async () => {
  const { values } = parseArgs({
    options: {
      email: { type: 'string' },
      role: { type: 'string' },
      name: { type: 'string' },
      'password-stdin': { type: 'boolean' },
      'reset-second-factor': { type: 'boolean' },
    },
  });
  const { CreateOrResetUser } = await import('../lib/users/schemas');
  const given = values['password-stdin'] ? (await text(process.stdin)).replace(/\r?\n$/, '') : null;
  const password = given ?? randomBytes(15).toString('base64url');
  const input = CreateOrResetUser.safeParse({
    email: values.email,
    role: values.role,
    name: values.name,
    password,
  });
  if (!input.success) {
    const problems = input.error.issues.map((issue) => `  --${issue.path.join('.')}: ${issue.message}`);
    throw new Error(
      `npm run user -- --email you@example.com --role admin|marketer|viewer [--name "Your Name"] [--password-stdin] [--reset-second-factor]\n${problems.join('\n')}`,
    );
  }
  return withInstallation(async () => {
    const { systemActor } = await import('../lib/context');
    const { createContext } = await import('../lib/context/process-context');
    const { createOrResetUser, resetSecondFactor } = await import('../lib/users');
    const ctx = createContext(systemActor);
    try {
      const { id, created } = await createOrResetUser(ctx, input.data, {
        letInUntil: new Date(Date.now() + dayMs),
      });
      console.log(`${input.data.email} ${created ? 'can sign in' : 'was reset'} as ${input.data.role}.`);
      if (values['reset-second-factor']) await resetSecondFactor(ctx, { id });
      if (ctx.config.provider?.only)
        console.log(`People sign in by ${ctx.config.provider.name} alone; this password works for a day.`);
      if (given === null) console.log(`Password (shown this once): ${password}`);
      return 0;
    } finally {
      await ctx.db.close();
    }
  });
});
