import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { archiveMarketingList, cloneMarketingList, restoreMarketingList } from '@/lib/marketing-lists';
import { condition, createList, filterOf } from '@/prisma/seed/marketing-lists';
import { read, testApi, type Answer, type TestApi } from './test-api';

/** Two marketers and an admin, and how each makes a list. */
async function threePeople() {
  const people = await Promise.all(
    (['marketer', 'marketer', 'admin'] as const).map((role) => testApi({ role })),
  );
  const [owner, stranger, admin] = people as [TestApi, TestApi, TestApi];
  const make = ({ call }: TestApi, name: string, more: object = {}): Promise<Answer> =>
    call('POST', '/marketing-lists', { name, entity: 'contact', type: 'manual', ...more });
  return { owner, stranger, admin, make };
}

const idOf = ({ person }: TestApi): string => (person.actor.kind === 'person' ? person.actor.userId : '');
const listId = (answer: Answer): string => String(read(answer, 'id'));

test('a list that only its owner sees and that names no owner is the asker’s own', async () => {
  const { owner, stranger, make } = await threePeople();
  const made = await make(owner, `Mine ${randomUUID()}`, { ownerOnly: true });
  expect([made.status, read(made, 'owner', 'id')]).toEqual([201, idOf(owner)]);
  expect((await stranger.call('GET', `/marketing-lists/${listId(made)}`)).status).toBe(404);
  const nobodys = await createList(owner.ctx.db.prisma, {
    ownerId: null,
    filter: filterOf(condition('city', 'is', 'Kyiv')),
  });
  const taken = await stranger.call('PATCH', `/marketing-lists/${nobodys}`, { ownerOnly: true });
  expect([taken.status, read(taken, 'owner', 'id'), read(taken, 'ownerOnly')]).toEqual([
    200,
    idOf(stranger),
    true,
  ]);
  const emptied = await owner.call('PATCH', `/marketing-lists/${listId(made)}`, { ownerId: null });
  expect([emptied.status, read(emptied, 'owner', 'id')]).toEqual([200, idOf(owner)]);
});

test('a list that its maker could not see is refused at the owner and not made; an admin’s is made', async () => {
  const { owner, stranger, admin, make } = await threePeople();
  const name = `Theirs ${randomUUID()}`;
  const refused = await make(stranger, name, { ownerOnly: true, ownerId: idOf(owner) });
  expect([refused.status, read(refused, 'errors', 0, 'path')]).toEqual([400, 'ownerId']);
  expect(await owner.ctx.db.prisma.marketingList.count({ where: { name } })).toBe(0);
  const shared = await make(stranger, name);
  const [path, before] = [`/marketing-lists/${listId(shared)}`, read(shared, 'version')];
  const changed = await stranger.call('PATCH', path, { ownerOnly: true, ownerId: idOf(owner) });
  expect([changed.status, read(changed, 'errors', 0, 'path')]).toEqual([400, 'ownerId']);
  expect((await stranger.call('PATCH', path, { ownerOnly: true })).status).toBe(200);
  const given = await stranger.call('PATCH', path, { ownerId: idOf(owner) });
  expect([given.status, read(given, 'errors', 0, 'path')]).toEqual([400, 'ownerId']);
  const now = await stranger.call('GET', path);
  expect([read(now, 'owner', 'id'), read(now, 'version')]).toEqual([idOf(stranger), Number(before) + 1]);
  const byAdmin = await make(admin, `${name} admin`, { ownerOnly: true, ownerId: idOf(owner) });
  expect([byAdmin.status, read(byAdmin, 'owner', 'id')]).toEqual([201, idOf(owner)]);
  const moved = await admin.call('PATCH', path, { ownerId: idOf(owner) });
  expect([moved.status, read(moved, 'owner', 'id')]).toEqual([200, idOf(owner)]);
});

test('no answer tells a stranger that a hidden list has a name: making, renaming, hiding, showing, cloning and restoring', async () => {
  const { owner, stranger, make } = await threePeople();
  /** What the stranger is told when the owner has a hidden list of this name. */
  const tries: Record<string, (name: string) => Promise<unknown>> = {
    make: async (name) => (await make(stranger, name)).status,
    'make hidden': async (name) => (await make(stranger, name.toUpperCase(), { ownerOnly: true })).status,
    rename: async (name) => {
      const list = await make(stranger, `${name} before`);
      return (await stranger.call('PATCH', `/marketing-lists/${listId(list)}`, { name })).status;
    },
    'hide and show': async (name) => {
      const path = `/marketing-lists/${listId(await make(stranger, name))}`;
      const statuses = [];
      for (const ownerOnly of [true, false, true])
        statuses.push((await stranger.call('PATCH', path, { ownerOnly })).status);
      return statuses;
    },
    'give away': async (name) => (await make(stranger, name, { ownerId: idOf(owner) })).status,
    clone: async (name) => {
      const source = await make(stranger, name.replace(' (copy)', ''));
      const { id } = await cloneMarketingList(stranger.person, { id: listId(source) });
      return read(await stranger.call('GET', `/marketing-lists/${id}`), 'name') === name;
    },
    restore: async (name) => {
      const id = listId(await make(stranger, name));
      await archiveMarketingList(stranger.person, { id, version: 1 });
      return restoreMarketingList(stranger.person, { id, version: 2 }).then(() => 'restored');
    },
  };
  for (const [what, attempt] of Object.entries(tries)) {
    const [hidden, free] = [`Quiet ${randomUUID()} (copy)`, `Loud ${randomUUID()} (copy)`];
    expect((await make(owner, hidden, { ownerOnly: true })).status).toBe(201);
    const [told, plain] = [await attempt(hidden), await attempt(free)];
    expect([what, told]).toEqual([what, plain]);
    expect([what, JSON.stringify(told).includes('40')]).toEqual([what, false]);
  }
});

test('a name is taken where the asker sees it: everyone’s, their own hidden ones, and for an admin in its own place', async () => {
  const { owner, stranger, admin, make } = await threePeople();
  const [shown, hidden] = [`Shown ${randomUUID()}`, `Hidden ${randomUUID()}`];
  await make(owner, shown);
  const own = listId(await make(owner, hidden, { ownerOnly: true }));
  for (const [who, name, more] of [
    [stranger, shown, {}],
    [stranger, shown, { ownerOnly: true }],
    [owner, hidden, {}],
    [owner, hidden.toUpperCase(), { ownerOnly: true }],
    [admin, hidden, { ownerOnly: true, ownerId: idOf(owner) }],
  ] as const) {
    const told = await make(who, name, more);
    expect([name, more, told.status, read(told, 'errors', 0, 'path')]).toEqual([name, more, 409, 'name']);
  }
  // A stranger takes the name for everyone: the hidden list keeps it, and can't be shown with it.
  expect((await make(stranger, hidden)).status).toBe(201);
  const path = `/marketing-lists/${own}`;
  expect((await owner.call('PATCH', path, { description: 'the same' })).status).toBe(200);
  expect((await owner.call('PATCH', path, { ownerOnly: false })).status).toBe(409);
  expect((await owner.call('PATCH', path, { ownerOnly: false, name: `${hidden} 2` })).status).toBe(200);
});

test('of many who take one hidden name at once one gets it, and none is told of a fault of ours', async () => {
  const { owner, make } = await threePeople();
  const name = `Race ${randomUUID()}`;
  const statuses = (await Promise.all([1, 2, 3, 4].map(() => make(owner, name, { ownerOnly: true })))).map(
    ({ status }) => status,
  );
  expect(statuses.sort()).toEqual([201, 409, 409, 409]);
});
