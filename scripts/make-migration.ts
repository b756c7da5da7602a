import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runScript } from './run-script';
import { schemaDifference } from './schema-difference';
import { migrationsFolder } from './schema-engine';

await runScript(async () => {
  const { values } = parseArgs({ options: { name: { type: 'string' }, check: { type: 'boolean' } } });
  const difference = await schemaDifference();
  if (values.check) {
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
  if (difference.length === 0 && !values.name.endsWith('_rules')) {
    console.log('The migrations say what prisma/schema says: nothing to write.');
    return 0;
  }
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(migrationsFolder, `${stamp}_${values.name}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'migration.sql'), `${difference.join('\n\n')}\n`);
  console.log(`Wrote ${join(folder, 'migration.sql')}. Read it before you commit it.`);
  return 0;
});
