import { describe, expect, it } from 'vitest';
import { importWorld, type ImportWorld } from '@/prisma/seed/import-world';

const resend = async (world: ImportWorld, id: number): Promise<number> => {
  const made = await world.control<{ campaign: number }>(`/campaigns/${id}/resend`, {});
  await world.advance('PT1S');
  return made.campaign;
};
const find = (world: ImportWorld, dotdigitalId: number) =>
  world.ctx.db.prisma.emailCampaign.findUnique({
    where: { integrationId_dotdigitalId: { integrationId: world.integrationId, dotdigitalId } },
    include: { books: true, totals: true, marketingCampaign: true },
  });
const sent = async () => {
  const world = await importWorld({ people: 40 });
  await world.connect();
  const id = await world.send('Autumn sale');
  await world.advance('P1D');
  return { world, id };
};

describe('a campaign sent again to those who did not open it', () => {
  it('stands beside the first one, with its books, people, opens and clicks', async () => {
    const { world, id } = await sent();
    await world.run();
    const again = await resend(world, id);
    await world.advance('P1D');
    await world.run();
    await world.run();
    const found = await find(world, again);
    expect(found).toMatchObject({ name: 'Resend of Autumn sale', status: 'Sent', goneAt: null });
    expect(found?.books.map(({ addressBookId }) => addressBookId)).toEqual([world.addressBookId]);
    expect(found?.marketingCampaign?.name).toBe('Resend of Autumn sale');
    const { truth, stored } = await world.compare(again);
    expect(truth.recipients.length).toBeGreaterThan(5);
    expect(stored).toEqual(truth);
    const before = await world.lastRun();
    await world.run();
    await world.run();
    expect((await find(world, again))?.goneAt).toBeNull();
    expect((await world.lastRun()).apiCallCount).toBeLessThanOrEqual(before.apiCallCount);
  });

  it('is found where both were sent before the first import, and a resend of a resend too', async () => {
    const { world, id } = await sent();
    const again = await resend(world, id);
    await world.advance('P1D');
    const third = await resend(world, again);
    await world.advance('P60D');
    for (let n = 0; n < 3; n += 1) await world.run();
    expect(await find(world, again)).toMatchObject({ status: 'Sent' });
    expect(await find(world, third)).toMatchObject({ name: 'Resend of Resend of Autumn sale' });
  });

  it('is not taken for what went to another book or to strangers under the same subject', async () => {
    const { world } = await sent();
    await world.run();
    const other = await world.control<{ id: number }>('/address-books', { name: 'Other', contacts: 10 });
    const elsewhere = await world.control<{ id: number }>('/campaigns', {
      name: 'Autumn sale for others',
      addressBookIds: [other.id],
    });
    await world.advance('PT2H');
    await world.run();
    await world.run();
    expect(await find(world, elsewhere.id)).toBeNull();
    const strangers = await world.control<{ id: number }[]>(`/state/address-books/${other.id}/contacts`);
    const single = await world.control<{ id: number }>('/campaigns', { name: 'Autumn sale, once more' });
    await world.control(`/campaigns/${single.id}/send`, {
      contactIds: strangers.slice(0, 3).map((one) => one.id),
    });
    await world.advance('PT2H');
    await world.run();
    await world.run();
    expect(await find(world, single.id)).toBeNull();
  });
});
