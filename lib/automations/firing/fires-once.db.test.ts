import { expect, test } from 'vitest';
import { automationWorld, type AutomationWorld } from '@/prisma/seed/automation-world';
import { atEveryPlace, cutOffDb } from '@/prisma/test-cut-off-db';
import { pushEnrolments, runAutomation } from '../index';

const minutes = 60_000;
const hour = 3_600;

const isOpen = (state: string): boolean => ['waiting', 'sending', 'accepted'].includes(state);

/** Until nobody waits and nothing is on its way; what killed workers held runs out, and what needs ten minutes gets them. */
async function toTheEnd(world: AutomationWorld, id: bigint): Promise<void> {
  for (let n = 0; n < 30; n += 1) {
    await world.leasesRunOut();
    await world.run(id);
    await world.push();
    const firings = await world.firings(id);
    // While a killed worker's connection is still ending, nobody else is judged.
    if (firings.length > 0 && !firings.some(({ state }) => isOpen(state))) return;
    await world.pass(n < 2 ? 61 : 300);
  }
  throw new Error(`not at an end: ${JSON.stringify(await world.states(id))}`);
}

/** Each of them at Dotdigital once, as often as its requests say, and here as done. */
async function enrolledOnce(world: AutomationWorld, id: bigint, emails: string[]): Promise<void> {
  expect(await world.enrolled()).toEqual([...emails].sort());
  expect(await world.states(id)).toEqual(emails.map(() => 'done'));
}

test(
  'killed at every other place where it leaves something else behind, everybody is enrolled once',
  async () => {
    const { proxy, db } = await cutOffDb();
    const world = await automationWorld({ settings: { enrolmentsPerHour: 100_000 } });
    const expected: string[] = [];
    const kills = await atEveryPlace(
      proxy,
      async (name, killed) => {
        const id = await world.automation();
        const person = await world.customer(name);
        expected.push(person.email);
        await world.cart(person, name);
        await world.pass(hour);
        await world.ctx.db.prisma.automationBatch.updateMany({
          data: { sentAt: new Date(world.clock.now.getTime() - 2 * hour * 1000) },
        });
        await killed(async () => {
          const own = { ...world.ctx, db };
          for (let times = 0; times < 3; times += 1) {
            await runAutomation(own, id).catch(() => undefined);
            await pushEnrolments(own, world.integrationId).catch(() => undefined);
            await world.pass(5);
          }
        });
        await toTheEnd(world, id);
        expect([name, await world.states(id)]).toEqual([name, ['done']]);
        expect(await world.enrolled()).toEqual([...expected].sort());
        await world.ctx.db.prisma.automation.update({ where: { id }, data: { state: 'paused' } });
      },
      { every: 2 },
    );
    expect(kills).toBeGreaterThan(12);
  },
  5 * minutes,
);

/** What becomes of the one request, and how many leave until everybody is enrolled. */
const faults = [
  { kind: 'reset-before-head', requests: 2 },
  { kind: 'server-error', requests: 2 },
  { kind: 'html', requests: 2 },
  { kind: 'reset-after', requests: 1 },
  { kind: 'reset-mid-body', requests: 1 },
  { kind: 'server-error-after', requests: 1 },
] as const;

test.each(faults)(
  'an answer that is $kind is looked up, and everybody is enrolled once',
  async ({ kind, requests }) => {
    const world = await automationWorld();
    const id = await world.automation();
    const people = [await world.customer('ann'), await world.customer('bea')];
    for (const [n, one] of people.entries()) await world.cart(one, `c${n}`);
    await world.pass(hour);
    await world.control('/faults', [{ route: '/v2/programs/enrolments', method: 'POST', nth: 1, kind }]);
    await toTheEnd(world, id);
    await enrolledOnce(
      world,
      id,
      people.map(({ email }) => email),
    );
    const sent = (await world.writes()).filter(({ path }) => path === '/v2/programs/enrolments');
    expect(sent).toHaveLength(requests);
  },
);

test('an enrolment that somebody else began earlier is not taken for ours', async () => {
  const world = await automationWorld();
  const id = await world.automation();
  const [ann, bea] = [await world.customer('ann'), await world.customer('bea')];
  const stranger = await world.client.contactByEmail(bea.email);
  await world.client.enrol(world.program.id, [stranger?.id ?? 0]);
  await world.cart(ann, 'a');
  await world.pass(hour);
  await world.control('/faults', [
    { route: '/v2/programs/enrolments', method: 'POST', nth: 1, kind: 'reset-before-head' },
  ]);
  await toTheEnd(world, id);
  await expect(world.enrolled()).resolves.toEqual([ann.email, bea.email]);
});

test('four workers at once enrol everybody once', async () => {
  const world = await automationWorld();
  const id = await world.automation();
  const people = await Promise.all(Array.from({ length: 40 }, (_, n) => world.customer(`p${n}`)));
  for (const [n, one] of people.entries()) await world.cart(one, `c${n}`);
  await world.pass(hour);
  const worker = async (): Promise<void> => {
    for (let n = 0; n < 4; n += 1) {
      await world.run(id);
      await world.push();
    }
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  await toTheEnd(world, id);
  await enrolledOnce(
    world,
    id,
    people.map(({ email }) => email),
  );
});
