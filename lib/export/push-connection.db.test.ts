import { describe, expect, it } from 'vitest';
import { exportWorld } from '@/prisma/seed/export-world';

describe('a first sync', () => {
  it('puts the list’s people into the book with their names, and learns who they are', async () => {
    const world = await exportWorld();
    await world.people(3, (n) => ({ email: `Person.${n}@Example.com`, firstName: `F${n}`, lastName: 'Last' }));
    await world.connect();
    await world.settle();
    const book = await world.book();
    expect(book.map(({ email }) => email).sort()).toEqual(['person.0@example.com', 'person.1@example.com', 'person.2@example.com']);
    expect(book[0]?.dataFields).toMatchObject({ FIRSTNAME: 'F0', LASTNAME: 'Last', FULLNAME: 'F0 Last' });
    const known = await world.ctx.db.prisma.bookMember.findMany({ where: { addressBookId: world.addressBookId } });
    expect(known.every(({ present, putThereByUs }) => present && putThereByUs)).toBe(true);
    const ids = await world.ctx.db.prisma.dotdigitalContact.findMany({ where: { integrationId: world.integrationId } });
    expect(ids.map(({ dotdigitalId }) => dotdigitalId)).not.toContain(null);
    const run = await world.lastRun();
    expect(run).toMatchObject({ state: 'finished', counts: { added: 3, planned: 3, underWay: 0 } });
  });
});
