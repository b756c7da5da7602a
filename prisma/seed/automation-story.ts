import fc from 'fast-check';
import { expect } from 'vitest';
import { runAutomation } from '@/lib/automations';
import type { FlowContext } from '@/lib/context';
import type { AutomationDocument } from '@/lib/automations/schemas';
import type { Cut } from '@/prisma/test-cutting-proxy';
import type { AutomationWorld } from './automation-world';

const minute = 60_000;
const people = 2;
const cap = { count: 1, days: 1 };
/** Of an abandoned cart. */
const waits = 60 * minute;

export const storyLimits: AutomationDocument['limits'] = {
  quietHours: '',
  zone: null,
  cap,
  holdOutPercent: 0,
  orderDays: 14,
};

const who = fc.nat({ max: people - 1 });
const minutes = (min: number, max: number) => fc.integer({ min, max });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('touch' as const), who }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('order' as const), who }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom('optOut' as const, 'bounce' as const), who }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('pass' as const), minutes: minutes(5, 150) }) },
  // A cart left alone, and something between planning and firing.
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('between' as const),
      what: fc.constantFrom('order' as const, 'touch' as const, 'optOut' as const, 'bounce' as const),
      who,
    }),
  },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('work' as const), workers: fc.constantFrom(1, 2) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('killed' as const),
      when: fc.constantFrom('before' as const, 'after' as const),
      at: minutes(1, 40),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('ahead' as const), minutes: minutes(60, 60 * 24 * 40) }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('trouble' as const), which: fc.nat() }) },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;
export const stories = fc.array(step, { minLength: 8, maxLength: 18 });

/** Reached by a road: `again` is a repeat that the other side knows as one. */
export type Reached = { email: string; again?: boolean };

/** By which people are reached. */
export type Road = {
  /** Is Dotdigital to know them? */
  knowsThem: boolean;
  automation: () => Promise<bigint>;
  /** Judged, fired, and followed as far as it has come. */
  work: (ctx: FlowContext, id: bigint) => Promise<void>;
  /** Everybody so far, in order. */
  reached: () => Promise<Reached[]>;
  /** The next request goes wrong. */
  trouble: (which: number) => Promise<void>;
  /** Nothing does any more. */
  calm: () => Promise<void>;
};

type Killing = { ctx: FlowContext; arm: (cut: Cut) => void; heal: () => boolean };

/**
 * Plays a story of carts, orders, opt-outs, kills and clocks over people of its own, and keeps what is so in this world beside the
 * product's memory of it: each is reached once for a cart as it was left, never against what stands, and nothing is lost.
 */
export async function playStory(
  world: AutomationWorld,
  road: Road,
  killing: Killing,
  story: readonly Step[],
  n: number,
): Promise<void> {
  const { ctx, clock } = world;
  const { prisma } = ctx.db;
  const everyone: { id: bigint; email: string }[] = [];
  for (let at = 0; at < people; at += 1) everyone.push(await world.customer(`s${n}p${at}`, road.knowsThem));
  const emails = new Set(everyone.map(({ email }) => email));
  /** By address, what holds of each. */
  const touched = new Map<string, number>();
  const ordered = new Map<string, number>();
  const unreachable = new Set<string>();
  const times: { email: string; cart: number; at: number }[] = [];
  const wrong: string[] = [];
  let seen = (await road.reached()).length;

  const judge = async (): Promise<void> => {
    const all = await road.reached();
    const at = clock.now.getTime();
    for (const { email, again } of all.slice(seen)) {
      if (!emails.has(email)) continue;
      if (unreachable.has(email)) wrong.push(`${email} may not be reached`);
      if (again) continue;
      const cart = touched.get(email) ?? Number.NaN;
      if (!(at - cart >= waits)) wrong.push(`${email} was reached for a cart that was touched since`);
      if ((ordered.get(email) ?? 0) >= cart) wrong.push(`${email} was reached after an order`);
      if (times.some((one) => one.email === email && one.cart === cart))
        wrong.push(`${email} was reached twice`);
      times.push({ email, cart, at });
      const lately = times.filter((one) => one.email === email && one.at > at - cap.days * 24 * 60 * minute);
      if (lately.length > cap.count) wrong.push(`${email} was reached too often`);
    }
    seen = all.length;
  };
  const work = async (workers: number): Promise<void> => {
    await world.leasesRunOut();
    await Promise.all(Array.from({ length: workers }, () => road.work(ctx, id)));
    await judge();
    await world.pass(10);
    await road.work(ctx, id);
    await judge();
  };
  const take = async (one: Step): Promise<void> => {
    switch (one.does) {
      case 'touch': {
        const person = everyone[one.who]!;
        await world.cart(person, `s${n} c${one.who}`);
        touched.set(person.email, clock.now.getTime());
        return;
      }
      case 'order': {
        const person = everyone[one.who]!;
        await world.order(person, `s${n} o${one.who} ${clock.now.getTime()}`);
        ordered.set(person.email, clock.now.getTime());
        return;
      }
      case 'optOut':
      case 'bounce': {
        const { id: recordId, email } = everyone[one.who]!;
        if (one.does === 'optOut')
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
        return work(one.workers);
      case 'between':
        await take({ does: 'touch', who: one.who });
        await world.pass(61 * 60);
        await runAutomation(ctx, id);
        await take({ does: one.what, who: one.who });
        return work(1);
      case 'killed': {
        let statements = 0;
        killing.arm({ when: one.when, at: () => (statements += 1) === one.at });
        await road.work(killing.ctx, id).catch(() => undefined);
        killing.heal();
        return judge();
      }
      case 'ahead': {
        const now = clock.now;
        clock.now = new Date(now.getTime() + one.minutes * minute);
        await work(1);
        clock.now = now;
        return;
      }
      case 'trouble':
        return road.trouble(one.which);
    }
  };

  // Left alone before it was switched on: nobody is reached for that.
  const past = everyone[0]!;
  await world.cart(past, `s${n} past`);
  await world.pass(90 * 60);
  const id = await road.automation();
  for (const one of story) {
    await world.pass(1);
    await take(one);
  }
  await road.calm();
  await world.pass(3 * 60 * 60);
  for (let more = 0; more < 3; more += 1) {
    await work(2);
    await world.pass(11 * 60);
  }
  await prisma.automation.update({ where: { id }, data: { state: 'paused' } });

  expect(wrong).toEqual([]);
  const firings = await world.firings(id);
  const known = firings.map(({ eventKey }) => eventKey);
  expect(new Set(known).size).toBe(known.length);
  // What was tried again while the clock ran ahead is due by that clock.
  if (!story.some(({ does }) => does === 'ahead'))
    expect(firings.filter(({ state }) => state === 'sending' || state === 'accepted')).toEqual([]);
  for (const { email } of everyone) {
    const last = touched.get(email);
    if (last !== undefined && (ordered.get(email) ?? 0) < last)
      expect(known.filter((key) => key.endsWith(`@${last}`))).toHaveLength(1);
  }
}
