import { expect, test } from 'vitest';
import { sendingWorld, type SendingWorld } from '@/prisma/seed/sending-world';
import { atEveryPlace, cutOffDb } from '@/prisma/test-cut-off-db';
import { eventually } from '@/prisma/test-eventually';
import { askSend, pushDraft } from './index';

const minutes = 60_000;

/** To its end; where nothing went out and a person has to decide, they send again. */
async function toTheEnd(world: SendingWorld, id: string): Promise<{ again: boolean }> {
  if ((await world.push(id)) === 'sent') return { again: false };
  expect((await world.row(id)).problem).toMatch(/Nothing (was sent|went out)/);
  await world.ask(id);
  expect(await world.push(id)).toBe('sent');
  return { again: true };
}

test(
  'a worker killed wherever it leaves something else behind leaves a campaign that is sent once',
  async () => {
    const world = await sendingWorld();
    const { proxy, db } = await cutOffDb();
    const kills = await atEveryPlace(proxy, async (name, killed) => {
      const id = await world.draft({ name });
      await world.ask(id);
      await world.clearRequests();
      await killed(async () => {
        for (let n = 0; n < 6 && (await world.row(id)).state !== 'sent'; n += 1) {
          await pushDraft({ ...world.ctx, db }, BigInt(id)).catch(() => undefined);
          await world.pass(30);
        }
      });
      await toTheEnd(world, id);
      expect([name, (await world.sends()).length, await world.received(id)]).toEqual([name, 1, 3]);
    });
    expect(kills).toBeGreaterThan(10);
  },
  3 * minutes,
);

/** What becomes of the one request, and how often it has to leave until the campaign is sent. */
const faults = [
  { kind: 'reset-before-head', requests: 2 },
  { kind: 'server-error', requests: 2 },
  { kind: 'html', requests: 2 },
  { kind: 'reset-after', requests: 1 },
  { kind: 'reset-mid-body', requests: 1 },
  { kind: 'short-body', requests: 1 },
] as const;

test.each(faults)(
  'an answer that is $kind is looked up, and the campaign is sent once',
  async ({ kind, requests }) => {
    const world = await sendingWorld();
    const id = await world.draft();
    await world.control('/faults', [{ route: '/v2/campaigns/send', method: 'POST', nth: 1, kind }]);
    await world.ask(id);
    const { again } = await toTheEnd(world, id);
    expect([again, (await world.sends()).length, await world.received(id)]).toEqual([
      requests === 2,
      requests,
      3,
    ]);
  },
  2 * minutes,
);

test('a time-out after acting, in a worker that gives up, is looked up by the next one', async () => {
  const world = await sendingWorld();
  const id = await world.draft();
  await world.control('/faults', [
    { route: '/v2/campaigns/send', method: 'POST', nth: 1, kind: 'timeout-after' },
  ]);
  await world.ask(id);
  const slice = new AbortController();
  const worker = pushDraft({ ...world.ctx, signal: slice.signal }, BigInt(id));
  await eventually(async () => expect(await world.sends()).toHaveLength(1));
  slice.abort();
  await worker.catch(() => undefined);
  expect((await world.row(id)).state).toBe('posting');
  await world.sentOnce(id);
});

test('killed ten times at the request itself, a campaign is sent once', async () => {
  const world = await sendingWorld();
  const id = await world.draft();
  await world.ask(id);
  await world.control('/faults', [
    { route: '/v2/campaigns/{id}', method: 'GET', times: 10, kind: 'reset-before-head' },
    { route: '/v2/campaigns/send', method: 'POST', nth: 1, kind: 'reset-after' },
  ]);
  await toTheEnd(world, id);
  expect([(await world.sends()).length, await world.received(id)]).toEqual([1, 3]);
});

test('who confirmed an earlier version, or is second, sends nothing', async () => {
  const world = await sendingWorld();
  const id = await world.draft();
  const input = await world.sendInput(id);
  await expect(askSend(world.ctx, { ...input, version: 7 })).rejects.toThrow('changed meanwhile');
  await askSend(world.ctx, input);
  await expect(askSend(world.ctx, input)).rejects.toThrow('being sent already');
  await world.sentOnce(id);
  await expect(askSend(world.ctx, { ...input, version: 2 })).rejects.toThrow('being sent already');
  expect((await world.sends()).length).toBe(1);
});
