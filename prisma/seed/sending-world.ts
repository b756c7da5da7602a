import { expect } from 'vitest';
import type { FlowContext } from '@/lib/context';
import type { DotdigitalClient } from '@/lib/dotdigital';
import { askSend, checkDraft, createDraft, getDraft, pushDraft } from '@/lib/sending';
import { CreateDraftInput, type SendInput } from '@/lib/sending/schemas';
import { exportWorld, type SeenRequest } from './export-world';

/** A list of three in a settled book, and a campaign for them. */
export async function sendingWorld(people = 3) {
  const world = await exportWorld();
  await world.people(people, (n) => ({
    email: world.mail(`p${n}`),
    firstName: n === 0 ? null : `Person ${n}`,
    lastName: 'Reader',
  }));
  await world.connect();
  await world.settle();
  const connectionId = String(world.connectionId);
  let fromAddressId = '';
  for await (const { rows } of world.client.fromAddresses()) fromAddressId ||= String(rows[0]?.id);
  const fields = {
    connectionId,
    name: 'Spring sale',
    subject: 'For @FIRSTNAME@',
    previewText: 'Only this week',
    fromName: 'Ann of Northwind',
    fromAddressId,
    htmlContent: '<html><body><p>Hello @FIRSTNAME@</p><a href="http://$UNSUB$">Unsubscribe</a></body></html>',
    plainTextContent: 'Hello @FIRSTNAME@. Unsubscribe: http://$UNSUB$',
  };
  const draft = async (given: Partial<typeof fields> = {}, client: DotdigitalClient = world.client) =>
    (await createDraft(world.ctx, client, CreateDraftInput.parse({ ...fields, ...given }))).id;

  const more = {
    fields,
    draft,
    /** What someone sends who has just looked. */
    sendInput: async (id: string, given: Partial<SendInput> = {}): Promise<SendInput> => {
      const { version, recipients } = await checkDraft(world.ctx, world.client, id);
      return { id, version, recipients, at: null, despite: [], ...given };
    },
    ask: async (id: string, given: Partial<SendInput> = {}) =>
      askSend(world.ctx, await more.sendInput(id, given)),
    row: (id: string) => world.ctx.db.prisma.campaignDraft.findUniqueOrThrow({ where: { id: BigInt(id) } }),
    /** Slices until it is a draft again or at its end; the time of whoever was killed runs out. */
    push: async (id: string, ctx: FlowContext = world.ctx): Promise<string> => {
      for (let n = 0; n < 80; n += 1) {
        const { state } = await more.row(id);
        if (['draft', 'sent', 'cancelled'].includes(state)) return state;
        await world.ctx.db.prisma
          .$executeRaw`UPDATE campaign_drafts SET lease_until = now() - interval '1 second' WHERE id = ${BigInt(id)} AND lease_until IS NOT NULL`;
        await pushDraft(ctx, BigInt(id));
        await world.pass(60);
      }
      throw new Error(`not at an end: ${JSON.stringify(await getDraft(world.ctx, id))}`);
    },
    /** Requests to send that Dotdigital acted on, by its own log and its own state. */
    sends: async (): Promise<SeenRequest[]> =>
      (await world.control<SeenRequest[]>('/requests')).filter(
        ({ method, path }) => method === 'POST' && path === '/v2/campaigns/send',
      ),
    /** How many people got it. */
    received: async (id: string): Promise<number> => {
      const { dotdigitalId } = await more.row(id);
      let count = 0;
      for await (const { rows } of world.client.activities(dotdigitalId ?? 0)) count += rows.length;
      return count;
    },
    sentOnce: async (id: string, people_ = people): Promise<void> => {
      expect([await more.push(id), (await more.sends()).length, await more.received(id)]).toEqual([
        'sent',
        1,
        people_,
      ]);
    },
  };
  return { ...world, ...more };
}
export type SendingWorld = Awaited<ReturnType<typeof sendingWorld>>;
