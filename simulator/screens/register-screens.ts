import type { FastifyInstance } from 'fastify';
import type { Sandbox } from '../http/sandbox';

const sections = [
  'books',
  'segments',
  'settings',
  'routes',
  'people',
  'fields',
  'imports',
  'campaigns',
  'programs',
  'mailbox',
  'confirm',
  'api-users',
  'calls',
  'faults',
  'accounts',
  'clock',
  'assets',
];

/** The sandbox's own web pages. They are loaded when somebody first looks, so that a test which never does pays nothing. */
export function registerScreens(app: FastifyInstance, sandbox: Sandbox): void {
  for (const url of ['/', ...sections.flatMap((section) => [`/${section}`, `/${section}/*`])]) {
    app.route({
      method: ['GET', 'POST'],
      url,
      async handler(request, reply) {
        const { answerScreen } = await import('./answer-screen');
        await answerScreen(sandbox, request, reply);
        return reply;
      },
    });
  }
}
