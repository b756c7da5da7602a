import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import files from '@fastify/static';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../engine/failure';
import { brokenBody } from '../http/open-body';
import type { Sandbox } from '../http/sandbox';
import type { ReadForm } from './sent-form';

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

const largestForm = 8 * 1024 * 1024;

/**
 * The sandbox's own web pages, in a scope of their own: the API's bodies stay in their streams. They are loaded when somebody first
 * looks, so that a test which never does pays nothing.
 */
export function registerScreens(app: FastifyInstance, sandbox: Sandbox): void {
  void app.register(async (scope) => {
    await scope.register(cookie);
    await scope.register(formbody, {
      bodyLimit: largestForm,
      parser: (text): ReadForm => ({ fields: new URLSearchParams(text) }),
    });
    await scope.register(files, {
      root: new URL('./assets', import.meta.url),
      prefix: '/assets/',
      wildcard: false,
      cacheControl: false,
      setHeaders: (response) => void response.setHeader('Cache-Control', 'no-cache'),
    });
    scope.setErrorHandler((error: FastifyError, request, reply) =>
      answer(sandbox, request, reply, unreadable(error)),
    );
    for (const url of ['/', ...sections.flatMap((section) => [`/${section}`, `/${section}/*`])])
      scope.route({
        method: ['GET', 'POST'],
        url,
        handler: (request, reply) => answer(sandbox, request, reply),
      });
  });
}

async function answer(
  sandbox: Sandbox,
  request: FastifyRequest,
  reply: FastifyReply,
  failed?: Error,
): Promise<FastifyReply> {
  const { answerScreen } = await import('./answer-screen');
  await answerScreen(sandbox, request, reply, failed);
  return reply;
}

/** What Fastify says of a form that it could not read, in the sandbox's words. */
function unreadable(error: FastifyError): Error {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return formTooLarge();
  return (error.statusCode ?? 500) < 500 ? brokenBody() : error;
}

const formTooLarge = (): Error => refuse('ERROR_PARAMETER_INVALID', 'The request is too large.');
