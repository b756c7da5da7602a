import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { automationWorld } from './automation-world';
import { findDueWebhooks, makeWebhookSecret, pushWebhooks, switchOnAutomation } from '@/lib/automations';
import type { AutomationDocument } from '@/lib/automations/schemas';

export type Heard = { headers: IncomingHttpHeaders; body: string };
export type Answer = {
  status: number;
  headers?: Record<string, string>;
  body?: string;
  /** It was heard, and the connection ends before the answer or in the middle of it. */
  cut?: 'before' | 'within';
};

/** Answers in turn, then always with 204. */
export async function startReceiver(...answers: Answer[]) {
  const heard: Heard[] = [];
  const listeners: ((one: Heard, status: number) => void)[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { status, headers, body: said, cut } = answers.shift() ?? { status: 204 };
      const one = { headers: request.headers, body };
      heard.push(one);
      for (const listener of listeners) listener(one, status);
      if (cut === 'before') return request.socket.destroy();
      response.writeHead(status, headers);
      if (cut === 'within') response.write('{"', () => request.socket.destroy());
      else response.end(said);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(close);
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { heard, answers, listeners, close, host, url: `http://${host}/hook?of=us` };
}
export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

/** Automations that tell it. */
export async function webhookWorld(receiver: Receiver) {
  const world = await automationWorld();
  Object.assign(world.ctx.config, { outwardAllowedHosts: [receiver.host] });
  return {
    ...world,
    /** Switched on, with the secret that signs. */
    webhook: async (
      given: Partial<Pick<AutomationDocument, 'trigger' | 'limits' | 'integrationId'>> = {},
    ) => {
      const id = await world.automation(
        { integrationId: null, ...given, action: { kind: 'webhook', url: receiver.url } },
        false,
      );
      const { secret } = await makeWebhookSecret(world.ctx, { id: String(id) });
      await switchOnAutomation(world.ctx, { id: String(id), version: 1, daysBack: 0 });
      return { id, secret };
    },
    tell: (id: bigint) => pushWebhooks(world.ctx, id),
    isDue: async (id: bigint) =>
      (await findDueWebhooks(world.ctx)).some(({ automationId }) => automationId === id),
  };
}
