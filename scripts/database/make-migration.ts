import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaDifference } from './schema-difference';
import { migrationsFolder } from './schema-engine';

/** Writes what brings the migrations to prisma/schema. Answers the new file, or null when there is nothing to write. */
export async function makeMigration(name: string): Promise<string | null> {
  const difference = await schemaDifference();
  if (difference.length === 0 && !name.endsWith('_rules')) return null;
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(migrationsFolder, `${stamp}_${name}`);
  mkdirSync(folder);
  const file = join(folder, 'migration.sql');
  writeFileSync(file, `${difference.join('\n\n')}\n`);
  return file;
}
