import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startReceiver, webhookWorld } from '@/prisma/seed/webhook-world';

const minute = 60_000;
const people = 3;
const cap = { count: 2, days: 1 };

const who = fc.nat({ max: people - 1 });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('touch' as const), who }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('order' as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('optOut' as const, 'bounce' as const), who }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), minutes: fc.integer({ min: 5, max: 150 }) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('work' as const), workers: fc.constantFrom(1, 2) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('ahead' as const),
      minutes: fc.integer({ min: 60, max: 60 * 24 * 40 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('down' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

type World = Awaited<ReturnType<typeof webhookWorld>>;
type Receiver = Awaited<ReturnType<typeof startReceiver>>;

type Told = {
  person: { email: string };
  event: { key: string; payload: { externalId: string } };
};

/** What is so in this world, beside the product's own memory of it. */
async function play(world: World, receiver: Receiver, story: readonly Step[], n: number): Promise<void> {
  const { ctx, clock } = world;
  const { prisma } = ctx.db;
  const everyone = await Promise.all(
    Array.from({ length: people }, (_, at) => world.customer(`s${n}p${at}`, false)),
  );
  const touched = new Map<string, number>();
  const ordered = new Map<string, number>();
  const unreachable = new Set<string>();
  const heard: { email: string; key: string; id: string; at: number; status: number }[] = [];
  const wrong: string[] = [];

  const touch = async (person: (typeof everyone)[number], name: string) => {
    await world.cart(person, name);
    touched.set(`${world.source} ${name}`, clock.now.getTime());
  };
  await touch(everyone[0]!, `s${n} past`);
  await world.pass(90 * 60);
  const { id } = await world.webhook({
    integrationId: String(world.integrationId),
    limits: { quietHours: '', zone: null, cap, holdOutPercent: 0, orderDays: 14 },
  });
  const listener: Receiver['listeners'][number] = ({ headers, body }, status) => {
    const { person, event } = JSON.parse(body) as Told;
    const { externalId } = event.payload;
    const one = {
      email: person.email,
      key: event.key,
      id: String(headers['webhook-id']),
      at: clock.now.getTime(),
      status,
    };
    const at = Number(event.key.split('@')[1]);
    const before = heard.filter(({ key }) => key === event.key);
    if (before.some((other) => other.id !== one.id || other.status < 300))
      wrong.push(`${event.key} was told twice`);
    if (unreachable.has(person.email)) wrong.push(`${person.email} may not be reached`);
    if (externalId.endsWith('past')) wrong.push('the past was fired for');
    if (before.length === 0 && touched.get(externalId) !== at) wrong.push(`${event.key} was touched since`);
    if (before.length === 0 && (ordered.get(person.email) ?? 0) >= at) wrong.push(`${event.key} was ordered`);
    heard.push(one);
    const lately = heard.filter(
      (other) => other.email === one.email && other.at > one.at - cap.days * 24 * 60 * minute,
    );
    if (new Set(lately.map(({ key }) => key)).size > cap.count)
      wrong.push(`${person.email} was told too much`);
  };
  receiver.listeners.push(listener);

  const work = (workers: number) =>
    Promise.all(
      Array.from({ length: workers }, async () => {
        await world.run(id);
        await world.tell(id);
      }),
    );
  const take = async (one: Step): Promise<void> => {
    switch (one.kind) {
      case 'touch':
        return touch(everyone[one.who]!, `s${n} c${one.who}`);
      case 'order': {
        const person = everyone[one.who]!;
        await world.order(person, `s${n} o${one.who} ${clock.now.getTime()}`);
        ordered.set(person.email, clock.now.getTime());
        return;
      }
      case 'optOut':
      case 'bounce': {
        const { id: recordId, email } = everyone[one.who]!;
        if (one.kind === 'optOut')
          await prisma.crmRecord.update({ where: { id: recordId }, data: { consentState: 'withdrawn' } });
        else
          await prisma.dotdigitalContact.upsert({
            where: { integrationId_emailKey: { integrationId: world.integrationId, emailKey: email } },
            create: { integrationId: world.integrationId, emailKey: email, status: 'HardBounced' },
            update: { status: 'HardBounced' },
          });
        unreachable.add(email);
        return;
      }
      case 'pass':
        return world.pass(one.minutes * 60);
      case 'work':
        await work(one.workers);
        return;
      case 'ahead': {
        const now = clock.now;
        clock.now = new Date(now.getTime() + one.minutes * minute);
        await work(1);
        clock.now = now;
        return;
      }
      case 'down':
        receiver.answers.push({ status: 503 });
    }
  };
  for (const one of story) {
    await world.pass(1);
    await take(one);
  }
  receiver.answers.length = 0;
  await world.pass(3 * 60 * 60);
  await work(2);
  receiver.listeners.splice(receiver.listeners.indexOf(listener), 1);
  await prisma.automation.update({ where: { id }, data: { state: 'paused' } });

  expect(wrong).toEqual([]);
  const known = (await world.firings(id)).map(({ eventKey }) => eventKey);
  expect(new Set(known).size).toBe(known.length);
  for (const [at, { email }] of everyone.entries()) {
    const last = touched.get(`${world.source} s${n} c${at}`);
    if (last !== undefined && (ordered.get(email) ?? 0) < last)
      expect(known.filter((key) => key.endsWith(`@${last}`))).toHaveLength(1);
  }
}

test('whatever happens to people and clocks, each is told of an event once, never against what stands, and nothing is lost', async () => {
  const receiver = await startReceiver();
  const world = await webhookWorld(receiver);
  let n = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 20 }), async (story) => {
      await play(world, receiver, story, (n += 1));
    }),
    { numRuns: 8, seed: 20_261_130, endOnFailure: true },
  );
}, 120_000);
