import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { playDueEvents } from '../engine/events';
import { Failure } from '../engine/failure';
import { readBytes, readJson } from '../http/request-body';
import type { Sandbox } from '../http/sandbox';
import { controls } from './controls';

/** The surface for tests and for the sandbox's own screens; it asks for no credentials. */
export function registerControl(
  app: FastifyInstance,
  sandbox: Sandbox,
  urlFor: (request: IncomingMessage) => string,
): void {
  for (const control of controls) {
    app.route({
      method: control.method,
      url: `/_control${control.path}`,
      async handler(request, reply) {
        const mark = request.url.indexOf('?');
        const query = new URLSearchParams(mark === -1 ? '' : request.url.slice(mark + 1));
        try {
          const body =
            control.method === 'GET' ? undefined : readJson(await readBytes(request.raw, 512 * 1024 * 1024));
          playDueEvents(sandbox.world, sandbox.world.clock.now());
          const answer = control.run({
            sandbox,
            baseUrl: urlFor(request.raw),
            params: request.params as Record<string, string>,
            query,
            body: body ?? {},
          });
          return await reply
            .code(200)
            .type('application/json; charset=utf-8')
            .send(JSON.stringify(answer ?? { ok: true }));
        } catch (error) {
          if (error instanceof z.ZodError)
            return await reply.code(400).send({ message: z.prettifyError(error), issues: error.issues });
          if (error instanceof Failure) return await reply.code(error.status).send(error.body);
          throw error;
        }
      },
    });
  }
  app.all('/_control', (_, reply) => reply.code(404).send(unknownControl));
  app.all('/_control/*', (_, reply) => reply.code(404).send(unknownControl));
}

const unknownControl = {
  message: 'There is no such control call.',
  calls: controls.map(({ method, path }) => `${method} /_control${path}`),
};
