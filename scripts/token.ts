import { parseArgs } from 'node:util';
import { withInstallation } from './local/local-environment';
import { runScript } from './local/run-script';

await runScript(async () => {
  const { values } = parseArgs({
    options: { name: { type: 'string' }, scopes: { type: 'string' }, user: { type: 'string' } },
  });
  const { CreateApiToken, scopes } = await import('../lib/api-tokens/schemas');
  const wanted =
    values.name === undefined
      ? null
      : CreateApiToken.safeParse({
          name: values.name,
          scopes: (values.scopes ?? '')
            .split(',')
            .map((scope) => scope.trim())
            .filter(Boolean),
          userEmail: values.user,
        });
  if (wanted && !wanted.success) {
    const problems = wanted.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(
      `npm run token -- --name N --scopes a,b [--user EMAIL], with scopes of ${scopes.join(', ')}\n${problems.join('\n')}`,
    );
  }
  return withInstallation(async () => {
    const { systemActor } = await import('../lib/context');
    const { createContext } = await import('../lib/context/process-context');
    const { createApiToken, listApiTokens } = await import('../lib/api-tokens');
    const ctx = createContext(systemActor);
    try {
      if (wanted) {
        const made = await createApiToken(ctx, wanted.data);
        console.log(`Token “${made.name}” of ${made.ownerEmail} (shown this once):\n${made.token}`);
      } else {
        const { rows } = await listApiTokens(ctx, {
          q: '',
          sort: { field: 'createdAt', direction: 'desc' },
          filters: [],
          page: 1,
          size: 1_000,
        });
        console.table(
          rows.map(({ id, name, prefix, owner, scopes: may, state }) => ({
            id,
            name,
            prefix,
            of: owner.email,
            scopes: may.join(','),
            state,
          })),
        );
      }
      return 0;
    } finally {
      await ctx.db.close();
    }
  });
});
