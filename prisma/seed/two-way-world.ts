import { expect } from 'vitest';
import { runImportPass } from '@/lib/import';
import type { ExportWorld, TruthContact } from './export-world';

type Values = Record<string, string | number | boolean | null>;

export const read = async (world: ExportWorld, own = world.ctx): Promise<void> => {
  await world.pass(60);
  await runImportPass(own, world.integrationId, { trigger: 'schedule' });
};

/** Somebody changes a contact at Dotdigital. */
export const changeThere = (world: ExportWorld, name: string, values: Values): Promise<void> =>
  callThere(world, '/contacts', {
    email: world.mail(name),
    dataFields: Object.entries(values).map(([key, value]) => ({ key, value })),
  });

export const callThere = async (world: ExportWorld, path: string, body: object): Promise<void> => {
  const answer = await fetch(`${world.simulator.url}/v2${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from('apiuser-demo@apiconnector.com:sandbox-password').toString('base64')}`,
    },
    body: JSON.stringify(body),
  });
  expect(await answer.text().then((text) => (answer.ok ? '' : text))).toBe('');
};

export const recordOf = (world: ExportWorld, name: string, entity: 'contact' | 'customer' = 'contact') =>
  world.ctx.db.prisma.crmRecord.findFirstOrThrow({
    where: { email: world.mail(name), entity },
    orderBy: { id: 'asc' },
    include: { tags: { select: { tag: true } } },
  });
/** A person here changes a record, later than whatever was done before. */
export const changeHere = async (
  world: ExportWorld,
  name: string,
  data: { firstName?: string | null; city?: string },
) => {
  await world.pass(1);
  const { prisma } = world.ctx.db;
  const record = await recordOf(world, name);
  await prisma.crmRecord.update({ where: { id: record.id }, data: { ...data, version: { increment: 1 } } });
  await prisma.recordChange.createMany({
    data: Object.keys(data).map((field) => ({
      recordId: record.id,
      field,
      origin: 'person',
      at: world.ctx.now(),
    })),
  });
};
export const there = async (world: ExportWorld, name: string): Promise<Record<string, unknown>> => {
  const all = await world.control<TruthContact[]>('/state/contacts');
  return all.find(({ email }) => email === world.mail(name))?.dataFields ?? {};
};
/** Rounds of both directions in which nothing changes anywhere send nothing and tell nothing. */
export async function expectRest(world: ExportWorld): Promise<void> {
  const { prisma } = world.ctx.db;
  const lines = () => prisma.recordChange.count({ where: { origin: 'dotdigital' } });
  const met = () => prisma.valueConflict.count();
  await world.clearRequests();
  const before = [await lines(), await met()];
  for (let n = 0; n < 2; n += 1) {
    await world.nextCycle();
    await read(world);
  }
  await world.pass(25 * 3_600);
  await read(world);
  expect(await world.writes()).toEqual([]);
  expect([await lines(), await met()]).toEqual(before);
}
