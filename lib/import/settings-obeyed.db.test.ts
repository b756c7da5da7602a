import { expect, test } from 'vitest';
import { changeSettings } from '@/lib/connections';
import type { SettingChanges } from '@/lib/settings/schemas';
import { importWorld } from '@/prisma/seed/import-world';

type World = Awaited<ReturnType<typeof importWorld>>;

const set = (world: World, changes: SettingChanges) =>
  changeSettings(world.ctx, { integrationId: String(world.integrationId), changes });

/** The paths that a pass asks for, so many minutes from now. */
async function askedAfter(world: World, minutes: number): Promise<string[]> {
  await world.clearRequests();
  await world.run({ ...world.ctx, now: () => new Date(Date.now() + minutes * 60_000) });
  return (await world.requests()).map(({ path }) => path);
}

const readsFields = (paths: string[]): boolean => paths.some((path) => path.startsWith('/v2/data-fields'));
const readsBook = (world: World, paths: string[]): boolean =>
  paths.some((path) => path.startsWith(`/v2/address-books/${world.bookId}/contacts`));

test('the import interval is the one that holds at each pass', async () => {
  const world = await importWorld({ people: 0 });
  await set(world, { importMinutes: 45 });
  const now = new Date();
  await world.run({ ...world.ctx, now: () => now });
  const { nextImportAt } = await world.ctx.db.prisma.integration.findUniqueOrThrow({
    where: { id: world.integrationId },
  });
  expect(Math.round(((nextImportAt?.getTime() ?? 0) - now.getTime()) / 60_000)).toBe(45);
});

test('data fields are read again after their interval, not before', async () => {
  const world = await importWorld({ people: 0 });
  await world.run();
  expect(readsFields(await askedAfter(world, 90))).toBe(false);
  await set(world, { dataFieldHours: 1 });
  expect(readsFields(await askedAfter(world, 90))).toBe(true);
});

test('a book that no list feeds is read as often as the settings say', async () => {
  const world = await importWorld({ people: 3 });
  await world.run();
  expect(readsBook(world, await askedAfter(world, 10))).toBe(false);
  await set(world, { unconnectedMinutes: 5 });
  expect(readsBook(world, await askedAfter(world, 10))).toBe(true);
  await set(world, { unconnectedMinutes: 600 });
  expect(readsBook(world, await askedAfter(world, 200))).toBe(false);
});

test('a reading begins as far behind the last one as the overlap window says', async () => {
  const world = await importWorld({ people: 3 });
  await world.connect();
  await world.run();
  const since = async (): Promise<number> => {
    const paths = await askedAfter(world, 1);
    const asked = paths.find((path) =>
      path.includes(`/address-books/${world.bookId}/contacts/modified-since/`),
    );
    return Date.parse(/modified-since\/([^?]+)/.exec(asked ?? '')?.[1] ?? '');
  };
  const before = await since();
  await set(world, { overlapMinutes: 95 });
  expect(Math.round((before - (await since())) / 60_000)).toBe(60);
});
