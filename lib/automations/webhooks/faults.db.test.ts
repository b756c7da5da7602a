import { expect, test } from 'vitest';
import { startReceiver, webhookWorld, type Answer } from '@/prisma/seed/webhook-world';
import { retryFirings } from '../index';

const hour = 3_600;

const faults: Record<string, Answer> = {
  'server error': { status: 500, body: 'Internal Server Error' },
  'page of a proxy': { status: 502, headers: { 'content-type': 'text/html' }, body: '<html>Bad gateway' },
  'torn answer': { status: 503, headers: { 'content-length': '1000' }, cut: 'within' },
  'lost answer': { status: 200, cut: 'before' },
  limit: { status: 429, headers: { 'retry-after': '120' } },
  'wrong time to come back': { status: 503, headers: { 'retry-after': 'soon' } },
  'not found': { status: 404 },
  'bad request': { status: 400, body: '{"torn":' },
  unauthorized: { status: 401 },
  redirect: { status: 302, headers: { location: 'https://elsewhere.example/' } },
};

test('whatever a receiver answers is named on the page, healed by a later call, and told under one id', async () => {
  const receiver = await startReceiver();
  const world = await webhookWorld(receiver);
  for (const [fault, answer] of Object.entries(faults)) {
    const { id } = await world.webhook();
    await world.cart(await world.customer(fault.replaceAll(' ', '-')), fault);
    await world.pass(hour);
    receiver.heard.length = 0;
    receiver.answers.push(answer);
    await world.run(id);
    await world.tell(id);
    expect([fault, receiver.heard.length]).toEqual([fault, 1]);
    expect([fault, await world.states(id)]).not.toEqual([fault, ['done']]);
    expect([fault, await world.named(id)]).toEqual([fault, expect.any(String)]);

    if ((await world.states(id)).some((state) => state.startsWith('failed')))
      await retryFirings(world.ctx, { id: String(id), firingId: null });
    else await world.pass(120);
    await world.tell(id);
    expect([fault, await world.states(id)]).toEqual([fault, ['done']]);
    const ids = receiver.heard.map(({ headers }) => headers['webhook-id']);
    expect([fault, ids.length, new Set(ids).size]).toEqual([fault, 2, 1]);
  }
});
