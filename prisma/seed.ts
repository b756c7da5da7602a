import { pathToFileURL } from 'node:url';
import { systemActor, type Context } from '@/lib/context';
import { createContext } from '@/lib/context/process-context';
import { createOrResetUser } from '@/lib/users';
import { seedDemoLists } from './seed/demo-lists';
import { seedDemoRecords } from './seed/demo-records';

const demoPeople = [
  { email: 'admin@example.com', name: 'Mira Kessler', role: 'admin' },
  { email: 'marketer@example.com', name: 'Tobias Achterberg', role: 'marketer' },
  { email: 'viewer@example.com', name: 'Priya Raghunathan', role: 'viewer' },
] as const;

/** Fills an empty database: three people who sign in with `password`, a believable company, two lists. */
export async function seedDemo(ctx: Context, password: string): Promise<boolean> {
  if ((await ctx.db.prisma.user.count()) > 0) return false;
  for (const person of demoPeople) await createOrResetUser(ctx, { ...person, password });
  await seedDemoRecords(ctx.db);
  await seedDemoLists(ctx.db);
  return true;
}

/** The same password for all demo people at every start: DEMO_PASSWORD counts, also when it changed. */
async function main(): Promise<void> {
  const password = process.env.DEMO_PASSWORD;
  if (!password) throw new Error('DEMO_PASSWORD is not set; npm start makes one.');
  const ctx = createContext(systemActor);
  const seeded = await seedDemo(ctx, password);
  process.stdout.write(seeded ? 'Demo data loaded.\n' : 'The database has people already; no demo data loaded.\n');
  await ctx.db.close();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
