import { describe, expect, it } from 'vitest';
import type { ResubscribeChoice } from '@/lib/connections/schemas';
import { recordConsent } from '@/lib/crm';
import { previewConnection, pushConnection } from '@/lib/export';
import { unsubscribeMember } from '@/lib/marketing-lists';
import { exportWorld, type ExportWorld } from '@/prisma/seed/export-world';
import { killedAtTransaction } from '@/prisma/test-killed-context';
import { runImportPass } from '.';

const read = async (world: ExportWorld) => {
  await world.pass(60);
  await runImportPass(world.ctx, world.integrationId, { trigger: 'schedule' });
};
const status = (world: ExportWorld, name: string, said: string) =>
  world.control(`/contacts/${world.mail(name)}/status`, { status: said });

/** p0 to p2 are in the book; the first has unsubscribed there. */
async function unsubscribed(resubscribe: ResubscribeChoice, said = 'Unsubscribed') {
  const world = await exportWorld();
  const people = await world.people(3, (n) => ({ email: world.mail(`p${n}`) }));
  await world.connect();
  await world.ctx.db.prisma.connection.update({
    where: { id: world.connectionId },
    data: { options: { resubscribe } },
  });
  await world.settle();
  await status(world, 'p0', said);
  await read(world);
  await world.nextCycle();
  await world.clearRequests();
  const agrees = async (text = 'Newsletter again, please.', state: 'given' | 'withdrawn' = 'given') => {
    await world.pass(60);
    await recordConsent(world.ctx, { recordId: String(people[0]?.id), state, text });
  };
  return { world, agrees, people };
}

const asked = async (world: ExportWorld) =>
  (await world.writes()).filter(({ path }) => path.endsWith('/resubscribe')).length;
const rows = async (world: ExportWorld) =>
  (await world.changes({ action: 'resubscribe' })).map(
    ({ outcome, reasonCode }) => `${outcome} ${reasonCode}`,
  );
const all = (world: ExportWorld) => [0, 1, 2].map((n) => world.mail(`p${n}`));

describe('whoever unsubscribed at Dotdigital and agreed again since', () => {
  it('is asked by Dotdigital’s mail, once, and comes back when they confirm; the row keeps the consent', async () => {
    const { world, agrees } = await unsubscribed('newer_consent');
    await agrees();
    const { counts } = await previewConnection(world.ctx, {
      listId: String(world.listId),
      integrationId: String(world.integrationId),
      addressBookId: String(world.addressBookId),
      takeOver: false,
    });
    expect(counts).toMatchObject({ resubscribe: 1, skip: 0, unchanged: 2, add: 0 });
    await world.nextCycle();
    await read(world);
    await world.nextCycle();
    expect(await asked(world)).toBe(1);
    expect(await rows(world)).toEqual(['skipped asked_to_confirm']);
    expect((await world.changes({ action: 'resubscribe' }))[0]?.wantedValues).toMatchObject({
      Consent: 'Newsletter again, please.',
    });
    expect(await world.emails()).toHaveLength(2);

    const [mail] = await world.control<{ link: string }[]>('/mailbox');
    await world.control(`/mailbox/${mail?.link.split('/').at(-1)}/confirm`, {});
    await read(world);
    await world.nextCycle();
    expect(await world.emails()).toEqual(all(world));
    await read(world);
    await world.clearRequests();
    await world.nextCycle();
    expect(await world.writes()).toEqual([]);
  });

  it('is taken back at once where Dotdigital asks nothing, with the values of now', async () => {
    const { world, agrees } = await unsubscribed('newer_consent');
    await world.ctx.db.prisma.crmRecord.updateMany({
      where: { email: world.mail('p0') },
      data: { firstName: 'Back' },
    });
    // Somebody at Dotdigital was quicker, so there is nothing to ask.
    await status(world, 'p0', 'Subscribed');
    await agrees();
    await world.nextCycle();
    expect(await rows(world)).toEqual(['added resubscribed']);
    expect(await world.emails()).toEqual(all(world));
    await world.nextCycle();
    const book = await world.book();
    expect(book.find(({ email }) => email === world.mail('p0'))?.dataFields.FIRSTNAME).toBe('Back');
  });

  it('ends with one row wherever the asking is killed, and is asked twice at most', async () => {
    for (const n of [2, 3, 4]) {
      const { world, agrees } = await unsubscribed('newer_consent');
      await agrees();
      await world.pass(241);
      const killed = killedAtTransaction(world.ctx, n, n % 2 === 0 ? 'before' : 'after');
      await world.settle(killed.ctx, 1).catch(() => undefined);
      expect(killed.reached()).toBeGreaterThanOrEqual(n);
      await world.leasesRunOut();
      await world.settle();
      await world.nextCycle();
      expect([n, await rows(world)]).toEqual([n, ['skipped asked_to_confirm']]);
      expect([1, 2]).toContain(await asked(world));
    }
  });

  it('is asked again only by a consent that is newer still', async () => {
    const { world, agrees } = await unsubscribed('newer_consent');
    await agrees();
    await world.nextCycle();
    await agrees('And once more.');
    await world.nextCycle();
    await world.nextCycle();
    expect(await asked(world)).toBe(2);
  });
});

describe('nobody is asked back', () => {
  it('while the connection says never, without words of consent, or by a consent from before', async () => {
    const never = await unsubscribed('never');
    await never.agrees();
    await never.world.nextCycle();
    expect(await asked(never.world)).toBe(0);

    const { world, agrees } = await unsubscribed('newer_consent');
    await agrees();
    await world.ctx.db.prisma.consent.updateMany({
      where: { record: { email: world.mail('p0') } },
      data: { text: null },
    });
    await world.nextCycle();
    const [record] = await world.ctx.db.prisma.crmRecord.findMany({ where: { email: world.mail('p0') } });
    await recordConsent(world.ctx, {
      recordId: String(record?.id),
      state: 'given',
      text: 'Long ago.',
      at: new Date(world.clock.now.getTime() - 86_400_000).toISOString(),
    });
    await world.nextCycle();
    expect(await asked(world)).toBe(0);
  });

  it.each(['DirectComplaint', 'HardBounced', 'Suppressed'])(
    'whom something else keeps from mail: %s',
    async (said) => {
      const { world, agrees } = await unsubscribed('newer_consent', said);
      await agrees();
      await world.nextCycle();
      expect(await asked(world)).toBe(0);
    },
  );

  it('who opted out here since, or was taken off the list', async () => {
    const { world, agrees, people } = await unsubscribed('newer_consent');
    const [p0] = people;
    await agrees();
    await agrees('', 'withdrawn');
    await world.nextCycle();
    expect(await asked(world)).toBe(0);
    await agrees();
    await unsubscribeMember(world.ctx, { listId: String(world.listId), recordId: String(p0?.id) });
    await world.nextCycle();
    expect(await asked(world)).toBe(0);
  });

  it.each(['Suppressed', 'HardBounced', 'Deleted'])(
    'who is %s there between the last import and the call',
    async (said) => {
      const { world, agrees } = await unsubscribed('newer_consent');
      await agrees();
      await status(world, 'p0', said);
      await world.nextCycle();
      expect(await asked(world)).toBe(0);
      expect(await rows(world)).toEqual(['skipped plan_changed']);
      expect(await world.emails()).toEqual(all(world).slice(1));
    },
  );

  it('who opts out between the plan and the call', async () => {
    const { world, agrees } = await unsubscribed('newer_consent');
    await agrees();
    await world.control('/faults', { route: '*/contacts/resubscribe', kind: 'unavailable', times: 1 });
    await world.pass(241);
    await pushConnection(world.ctx, world.connectionId);
    expect(await world.openWave()).not.toBeNull();
    await world.clearRequests();
    await agrees('', 'withdrawn');
    await world.nextCycle();
    expect(await asked(world)).toBe(0);
  });
});
