import { expect, test } from 'vitest';
import { automationWorld, type AutomationWorld } from '@/prisma/seed/automation-world';
import { atEveryPlace, cutOffDb } from '@/prisma/test-cut-off-db';
import { sendMessages } from '../index';

const hour = 3_600;
const action = {
  kind: 'mail' as const,
  from: 'newsletter@northwind.example',
  subject: 'Come back',
  html: '',
  text: 'Come back',
};

/** What killed workers held runs out, and somebody looks again until nobody waits. */
async function toTheEnd(world: AutomationWorld, id: bigint): Promise<void> {
  for (let n = 0; n < 5; n += 1) {
    await world.leasesRunOut();
    await world.send();
    const { prisma } = world.ctx.db;
    const open = { automationId: id, state: { in: ['waiting' as const, 'sending' as const] } };
    if ((await prisma.automationFiring.count({ where: open })) === 0) return;
    await world.pass(301);
  }
  throw new Error('not at an end');
}

const sent = async (world: AutomationWorld): Promise<string[]> =>
  (await world.mailbox()).map(({ recipient }) => recipient).sort();

test(
  'killed wherever it leaves something else behind, nobody is mailed twice, and what isn’t known says so',
  async () => {
    const { proxy, db } = await cutOffDb();
    const world = await automationWorld();
    const id = await world.automation({ action });
    const kills = await atEveryPlace(proxy, async (name, killed) => {
      const person = await world.customer(name);
      await world.cart(person, name);
      await world.pass(hour);
      await world.run(id);
      await killed(() => sendMessages({ ...world.ctx, db }, world.integrationId).catch(() => undefined));
      await toTheEnd(world, id);
      const [firing] = (await world.firings(id)).filter(({ recordId }) => recordId === person.id);
      const times = (await sent(world)).filter((email) => email === person.email).length;
      // Done means that it went out; where nobody knows, it went out once at most.
      expect([name, firing?.state, times]).toEqual(
        firing?.state === 'unknown' ? [name, 'unknown', Math.min(times, 1)] : [name, 'done', 1],
      );
    });
    expect(kills).toBeGreaterThan(10);
  },
  3 * 60_000,
);

/** What becomes of the one request: what is said of the person, and how often the mail went out. */
const faults = [
  { kind: 'reset-before-head', state: 'unknown unheard', times: 0 },
  { kind: 'server-error', state: 'unknown unheard', times: 0 },
  { kind: 'html', state: 'unknown unheard', times: 0 },
  { kind: 'reset-after', state: 'unknown unheard', times: 1 },
  { kind: 'server-error-after', state: 'unknown unheard', times: 1 },
  { kind: 'too-many-requests', state: 'done', times: 1 },
  { kind: 'unauthorized', state: 'done', times: 1 },
] as const;

test('an answer that is lost is never asked for again; where Dotdigital certainly did nothing, it is tried again', async () => {
  const world = await automationWorld();
  for (const { kind, state, times } of faults) {
    const id = await world.automation({ action });
    const [ann, bea] = [await world.customer(`ann-${kind}`), await world.customer(`bea-${kind}`)];
    await world.cart(ann, `a ${kind}`);
    await world.pass(1);
    await world.cart(bea, `b ${kind}`);
    await world.pass(hour);
    await world.control('/faults', [{ route: '/v2/email', method: 'POST', nth: 1, kind }]);
    await world.run(id);
    await world.send();
    await toTheEnd(world, id);
    const all = await sent(world);
    expect([kind, await world.states(id)]).toEqual([kind, [state, 'done']]);
    expect([kind, all.filter((email) => email === ann.email).length]).toEqual([kind, times]);
    expect(all.filter((email) => email === bea.email)).toHaveLength(1);
    await world.control('/faults', {}, 'DELETE');
    await world.ctx.db.prisma.automation.update({ where: { id }, data: { state: 'paused' } });
  }
});

test('four workers at once send everybody one mail', async () => {
  const world = await automationWorld();
  const id = await world.automation({ action });
  const people = [];
  for (let n = 0; n < 30; n += 1) people.push(await world.customer(`p${n}`));
  for (const [n, one] of people.entries()) await world.cart(one, `c${n}`);
  await world.pass(hour);
  await world.run(id);
  await Promise.all(Array.from({ length: 4 }, () => world.send()));
  await expect(sent(world)).resolves.toEqual(people.map(({ email }) => email).sort());
  expect(new Set(await world.states(id))).toEqual(new Set(['done']));
});
