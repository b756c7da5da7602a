import { expect, it } from 'vitest';
import { getAddressBook, knownPeopleCsv, listKnownPeople } from '@/lib/address-books';
import { recordConsent } from '@/lib/crm';
import { exportWorld, type ExportWorld } from '@/prisma/seed/export-world';

const all = {
  q: '',
  filters: [],
  sort: { field: 'email', direction: 'asc' },
  page: 1,
  size: 50,
  cursor: null,
} as const;
const query = { ...all, filters: [] };

async function namesThen(world: ExportWorld, at: Date): Promise<string[]> {
  const shown = { kind: 'book', id: String(world.addressBookId), at: at.toISOString() } as const;
  const { rows, total } = await listKnownPeople(world.ctx, shown, query);
  expect(total).toBe(rows.length);
  return rows.map(({ email }) => email.split('@')[0] ?? '');
}

const change = (world: ExportWorld, name: string, data: object) =>
  world.ctx.db.prisma.crmRecord.updateMany({ where: { email: world.mail(name) }, data });

/** The turn's end, and what the book itself held then. */
async function turn(world: ExportWorld): Promise<{ at: Date; book: string[] }> {
  await world.nextCycle();
  await world.pass(60);
  const book = (await world.emails()).map((email) => email.split('@')[0] ?? '');
  return { at: new Date(world.clock.now), book };
}

it('who was in the book at a moment is told by the outcomes of its runs, whatever became of them since', async () => {
  const world = await exportWorld();
  const before = new Date(world.clock.now.getTime() - 60_000);
  const people = await world.people(4, (n) => ({ email: world.mail(`p${n}`) }));
  await world.connect();
  await world.settle();
  const moments = [await turn(world)];
  await change(world, 'p0', { source: 'elsewhere' });
  await world.people(1, { email: world.mail('later') });
  moments.push(await turn(world));
  await recordConsent(world.ctx, { recordId: String(people[1]?.id), state: 'withdrawn' });
  moments.push(await turn(world));
  await change(world, 'p2', { email: world.mail('renamed'), emailKey: world.mail('renamed') });
  moments.push(await turn(world));
  await change(world, 'p0', { source: world.source });
  moments.push(await turn(world));
  expect(moments.map(({ book }) => book)).toEqual([
    ['p0', 'p1', 'p2', 'p3'],
    ['later', 'p1', 'p2', 'p3'],
    ['later', 'p2', 'p3'],
    ['later', 'p3', 'renamed'],
    ['later', 'p0', 'p3', 'renamed'],
  ]);
  for (const { at, book } of moments) expect(await namesThen(world, at)).toEqual(book);
  expect(await namesThen(world, before)).toEqual([]);
  const { knownSince } = await getAddressBook(world.ctx, String(world.addressBookId));
  expect(Date.parse(knownSince ?? '')).toBeGreaterThan(before.getTime() - 1_000);
});

it('it is a page and a file; strangers are not in it, and whoever is gone at no known time counts until they were last seen', async () => {
  const world = await exportWorld();
  await world.people(3, (n) => ({ email: world.mail(`p${n}`) }));
  await world.control('/contacts', {
    addressBookId: world.dotdigitalId,
    contacts: [{ email: world.mail('stranger') }],
  });
  await world.connect();
  await world.settle();
  await world.pass(60);
  const first = new Date(world.clock.now);
  await world.ctx.db.prisma.bookMember.update({
    where: { addressBookId_emailKey: { addressBookId: world.addressBookId, emailKey: world.mail('p1') } },
    data: { present: false, leftHow: 'taken_off', seenAt: new Date(first.getTime() + 60_000) },
  });
  expect(await namesThen(world, first)).toEqual(['p0', 'p1', 'p2']);
  expect(await namesThen(world, new Date(first.getTime() + 120_000))).toEqual(['p0', 'p2']);

  const shown = { kind: 'book', id: String(world.addressBookId), at: first.toISOString() } as const;
  const page = await listKnownPeople(world.ctx, shown, { ...query, size: 2 });
  expect(page.rows).toHaveLength(2);
  const next = await listKnownPeople(world.ctx, shown, { ...query, size: 2, cursor: page.nextCursor });
  expect(next.rows.map(({ email }) => email)).toEqual([world.mail('p2')]);
  let file = '';
  for await (const part of await knownPeopleCsv(world.ctx, shown, query)) file += part;
  expect(file.trim().split('\n')).toHaveLength(4);
});
