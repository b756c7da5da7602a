import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { systemActor, type Context } from '@/lib/context';
import { createContext } from '@/lib/context/process-context';
import { createOrResetUser } from '@/lib/users';
import { verifyPassword } from '@/lib/users/password';
import { createCampaignWorld } from './seed/campaign-histories';
import { connectDemo } from './seed/demo-connection';
import { seedDemoDays } from './seed/demo-days';
import { seedDemoLists } from './seed/demo-lists';
import { seedDemoOrders } from './seed/demo-orders';
import { seedDemoRecords } from './seed/demo-records';
import { createLongWorld } from './seed/long-world';
import { seedMillions } from './seed/millions';

const demoPeople = [
  { email: 'admin@example.com', name: 'Mira Kessler', role: 'admin' },
  { email: 'marketer@example.com', name: 'Tobias Achterberg', role: 'marketer' },
  { email: 'viewer@example.com', name: 'Priya Raghunathan', role: 'viewer' },
] as const;

/**
 * Fills an empty database: three people who sign in with `password`, a believable company with orders, three lists. One that has
 * records already (a big world) gets the three people alone; one with people too only has the demo people that are still there
 * take this password, where they have another. Returns whether people were made.
 */
export async function seedDemo(ctx: Context, password: string): Promise<boolean> {
  if ((await ctx.db.prisma.user.count()) > 0) {
    await renewPasswords(ctx, password);
    return false;
  }
  for (const person of demoPeople)
    await createOrResetUser(ctx, { ...person, password }, { asConfigured: true });
  if ((await ctx.db.prisma.crmRecord.count({ take: 1 })) > 0) return true;
  await seedDemoRecords(ctx.db);
  await seedDemoOrders(ctx.db);
  await seedDemoLists(ctx.db);
  await seedDemoDays(ctx);
  return true;
}

/** Role, name and state of a demo person are theirs to change; the password follows DEMO_PASSWORD. */
async function renewPasswords(ctx: Context, password: string): Promise<void> {
  const known = await ctx.db.prisma.user.findMany({
    where: { email: { in: demoPeople.map(({ email }) => email) }, disabledAt: null },
  });
  for (const { email, role, passwordHash } of known) {
    if (!(await verifyPassword(passwordHash, password)))
      await createOrResetUser(ctx, { email, role, password }, { asConfigured: true });
  }
}

/**
 * `--contacts N` makes a big world instead: as many people, three orders and five activities for each. `--connect` joins one list
 * of the demo to the sandbox that runs at DOTDIGITAL_API_URL. `--long` puts much of everything, with long names, beside what is there,
 * `--campaigns` a list whose people were sent campaigns for months; it prints where they are.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      contacts: { type: 'string' },
      connect: { type: 'boolean', default: false },
      long: { type: 'boolean', default: false },
      campaigns: { type: 'boolean', default: false },
    },
  });
  const ctx = createContext(systemActor);
  if (values.connect) {
    await connectDemo(ctx, ctx.config.dotdigitalUrl);
    await ctx.db.close();
    return;
  }
  if (values.long) {
    await createLongWorld(ctx.db.prisma);
    await ctx.db.close();
    return;
  }
  if (values.campaigns) {
    process.stdout.write(`${JSON.stringify(await createCampaignWorld(ctx.db.prisma))}\n`);
    await ctx.db.close();
    return;
  }
  if (values.contacts !== undefined) {
    const contacts = Number(values.contacts);
    if (!Number.isSafeInteger(contacts) || contacts < 100 || contacts > 20_000_000)
      throw new Error('Give --contacts a number from 100 to 20,000,000.');
    const tell = (step: string): boolean => process.stdout.write(`${step}\n`);
    await seedMillions(ctx.db.pool, { contacts, orders: contacts * 3, activities: contacts * 5 }, tell);
    await ctx.db.close();
    return;
  }
  const password = process.env.DEMO_PASSWORD;
  if (!password) throw new Error('DEMO_PASSWORD is not set; npm start makes one.');
  const seeded = await seedDemo(ctx, password);
  process.stdout.write(
    seeded ? 'Demo data loaded.\n' : 'The database has people already; no demo data loaded.\n',
  );
  await ctx.db.close();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
