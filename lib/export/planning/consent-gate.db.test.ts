import { expect, it } from 'vitest';
import { recordConsent } from '@/lib/crm';
import { exportWorld, type ExportWorld } from '@/prisma/seed/export-world';
import { previewConnection, previewConsentGate } from '../index';

const close = (world: ExportWorld) =>
  world.ctx.db.prisma.integration.update({
    where: { id: world.integrationId },
    data: { consentGate: 'consented' },
  });

async function threeInTheBook() {
  const world = await exportWorld();
  const people = await world.people(3, (n) => ({ email: world.mail(`p${n}`) }));
  await recordConsent(world.ctx, { recordId: String(people[0]?.id), state: 'given', text: 'Yes, please.' });
  await world.connect();
  await world.settle();
  return { world, people };
}

it('is previewed list by list with whom it then holds back, and takes them out without unsubscribing anybody', async () => {
  const { world } = await threeInTheBook();
  await world.people(1, () => ({ email: world.mail('newcomer') }));
  const preview = () => previewConsentGate(world.ctx, { id: String(world.integrationId) });
  await world.nextCycle();
  const before = await preview();
  expect(before.lists).toMatchObject([{ letThrough: 1, heldBack: 3, leaving: 3 }]);

  await close(world);
  await world.people(1, () => ({ email: world.mail('late') }));
  await world.clearRequests();
  await world.nextCycle();
  expect(await world.emails()).toEqual([world.mail('p0')]);
  expect((await preview()).lists).toMatchObject([{ letThrough: 1, heldBack: 4, leaving: 0 }]);
  const { counts } = await previewConnection(world.ctx, {
    listId: String(world.listId),
    integrationId: String(world.integrationId),
    addressBookId: String(world.addressBookId),
    takeOver: false,
  });
  expect(counts).toMatchObject({ skippedBy: { no_consent: 4 }, unchanged: 1, add: 0, remove: 0 });
  expect((await world.writes()).filter(({ path }) => path.includes('unsubscribe'))).toEqual([]);
});

it('is for the person: consent on another record with the address lets them through, and who gives it comes back', async () => {
  const { world, people } = await threeInTheBook();
  await close(world);
  await world.people(1, () => ({
    email: world.mail('p1'),
    entity: 'lead',
    source: 'elsewhere',
    consentState: 'given',
  }));
  await world.nextCycle();
  expect(await world.emails()).toEqual([world.mail('p0'), world.mail('p1')]);
  await recordConsent(world.ctx, { recordId: String(people[2]?.id), state: 'given', text: 'Me too.' });
  await world.nextCycle();
  expect(await world.emails()).toEqual([0, 1, 2].map((n) => world.mail(`p${n}`)));
});
