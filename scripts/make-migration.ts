import { parseArgs } from 'node:util';
import { makeMigration } from './database/make-migration';
import { schemaDifference } from './database/schema-difference';
import { runScript } from './local/run-script';

await runScript(async () => {
  const { values } = parseArgs({ options: { name: { type: 'string' }, check: { type: 'boolean' } } });
  if (values.check) {
    const difference = await schemaDifference();
    if (difference.length === 0) return 0;
    console.error(
      `prisma/schema and prisma/migrations differ; npm run migration -- --name <what> would write:\n\n${difference.join('\n\n')}`,
    );
    return 1;
  }
  if (values.name === undefined || !/^[a-z0-9_]+$/.test(values.name))
    throw new Error(
      'Give the migration a name: npm run migration -- --name lists_folders (small letters, digits, _; ending in _rules when you will write it by hand)',
    );
  const file = await makeMigration(values.name);
  console.log(
    file === null
      ? 'The migrations say what prisma/schema says: nothing to write.'
      : `Wrote ${file}. Read it before you commit it.`,
  );
  return 0;
});
