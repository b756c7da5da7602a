import fc from 'fast-check';
import { expect, test } from 'vitest';
import { playStory, type Reached, type Road, stories, storyLimits } from '@/prisma/seed/automation-story';
import type { AutomationWorld } from '@/prisma/seed/automation-world';
import { startReceiver, webhookWorld, type Receiver } from '@/prisma/seed/webhook-world';
import { cutOffDb } from '@/prisma/test-cut-off-db';
import { pushEnrolments, pushWebhooks, runAutomation, sendMessages } from './index';

const lost = [
  'reset-before-head',
  'server-error',
  'html',
  'reset-after',
  'server-error-after',
  'too-many-requests',
];

/** Something goes wrong with the next request of that kind to Dotdigital. */
const troubleAt = (world: AutomationWorld, route: string): Pick<Road, 'trouble' | 'calm'> => ({
  trouble: async (which) => {
    await world.control('/faults', [{ route, method: 'POST', times: 1, kind: lost[which % lost.length] }]);
  },
  calm: async () => {
    await world.control('/faults', undefined, 'DELETE');
  },
});

const roads: Record<string, (world: Awaited<ReturnType<typeof webhookWorld>>, receiver: Receiver) => Road> = {
  enrolled: (world) => ({
    knowsThem: true,
    automation: () => world.automation({ limits: storyLimits }),
    work: async (ctx, id) => {
      await runAutomation(ctx, id);
      await pushEnrolments(ctx, world.integrationId);
    },
    reached: async () =>
      (await world.control<{ emails: string[] }[]>('/enrolments')).flatMap(({ emails }) =>
        emails.map((email): Reached => ({ email })),
      ),
    ...troubleAt(world, '/v2/programs/enrolments'),
  }),
  mailed: (world) => ({
    knowsThem: false,
    automation: () =>
      world.automation({
        limits: storyLimits,
        action: {
          kind: 'mail',
          from: 'newsletter@northwind.example',
          subject: 'Come back',
          html: '',
          text: 'Come back',
        },
      }),
    work: async (ctx, id) => {
      await runAutomation(ctx, id);
      await sendMessages(ctx, world.integrationId);
    },
    reached: async () => (await world.mailbox()).map(({ recipient }): Reached => ({ email: recipient })),
    ...troubleAt(world, '/v2/email'),
  }),
  'told of by webhook': (world, receiver) => ({
    knowsThem: false,
    automation: async () =>
      (await world.webhook({ integrationId: String(world.integrationId), limits: storyLimits })).id,
    work: async (ctx, id) => {
      await runAutomation(ctx, id);
      await pushWebhooks(ctx, id);
    },
    reached: async () => {
      const ids = new Set<unknown>();
      return receiver.heard.map(({ headers, body }): Reached => {
        const again = ids.has(headers['webhook-id']);
        ids.add(headers['webhook-id']);
        return { email: (JSON.parse(body) as { person: { email: string } }).person.email, again };
      });
    },
    trouble: async () => {
      receiver.answers.push({ status: 503 });
    },
    calm: async () => {
      receiver.answers.length = 0;
    },
  }),
};

test.each(Object.keys(roads))(
  'whatever happens to people, workers and clocks, each is %s once, never against what stands, and nothing is lost',
  async (name) => {
    const { proxy, db } = await cutOffDb();
    const receiver = await startReceiver();
    const world = await webhookWorld(receiver);
    const road = roads[name]!(world, receiver);
    const killing = { ctx: { ...world.ctx, db }, arm: proxy.arm, heal: proxy.heal };
    let n = 0;
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        await playStory(world, road, killing, story, (n += 1));
      }),
      { numRuns: 8, seed: 20_261_130, endOnFailure: true },
    );
    expect(n).toBeGreaterThanOrEqual(8);
  },
);
