import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import Fastify, { type FastifyInstance } from 'fastify';
import { routeTable } from '../route-table';
import { registerControl } from '../control/register-control';
import { registerScreens } from '../screens/register-screens';
import { handleApiCall } from './api-handler';
import type { World } from '../engine/world';
import type { Arrived } from './arrived';
import { pathOf } from './call';
import type { Answer, Method } from './route';
import { chooseRoute, gatherAddresses } from './router';
import { homeRegion, urlOfRegion, type Sandbox } from './sandbox';

const regionPrefix = /^\/(r\d)(?=\/)/i;

export interface SandboxServer {
  app: FastifyInstance;
  listenForRegion(region: string, host: string, port: number): Promise<string>;
  close(): Promise<void>;
}

/** Everything the sandbox answers, on one HTTP server; regions may have further ones that lead to the same place. */
export function createSandboxServer(sandbox: Sandbox): SandboxServer {
  const regions = new WeakMap<IncomingMessage, string>();
  const closing = new AbortController();
  const others: Server[] = [];
  const app = Fastify({
    logger: false,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    frameworkErrors: (_error, _request, reply) => {
      reply.hijack();
      reply.raw
        .writeHead(400, { 'Content-Type': 'application/json; charset=utf-8' })
        .end('{"message":"The request URI is malformed. ERROR_MALFORMED_REQUEST"}');
    },
    routerOptions: {
      ignoreTrailingSlash: true,
      ignoreDuplicateSlashes: true,
      caseSensitive: false,
      maxParamLength: 1000,
    },
    bodyLimit: Number.MAX_SAFE_INTEGER,
    rewriteUrl(request) {
      // Whoever comes with a token wants the page that says who they are, not the sandbox's own first page.
      const url = withoutHost(request.url ?? '/').replace(
        /^\/(?=\?(.*&)?oauthtoken=)/i,
        '/oauth2/landing.aspx',
      );
      const region = regionPrefix.exec(url)?.[1];
      if (!region) return url;
      regions.set(request, region.toLowerCase());
      return url.slice(region.length + 1);
    },
  });
  // Bodies are read by the handlers, which know what they may be; here they are left in the stream.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null, undefined));

  const arrive = (request: IncomingMessage, response: ServerResponse): Arrived => {
    const region = regions.get(request) ?? homeRegion;
    return {
      request,
      response,
      region,
      baseUrl: ownUrl(request, sandbox),
      url: askedUrl(request, sandbox),
      signal: closing.signal,
    };
  };
  registerApi(app, sandbox, arrive);
  registerControl(app, sandbox, (request) => ownUrl(request, sandbox));
  registerScreens(app, sandbox);

  return {
    app,
    async listenForRegion(region, host, port) {
      const server = createServer((request, response) => {
        regions.set(request, region);
        app.routing(request, response);
      });
      await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
      others.push(server);
      const address = server.address();
      const url = `http://${host}:${typeof address === 'object' && address ? address.port : port}`;
      sandbox.regionUrls.set(region, url);
      return url;
    },
    async close() {
      closing.abort();
      for (const server of others) {
        server.closeAllConnections();
        server.close();
      }
      await app.close();
    },
  };
}

function registerApi(
  app: FastifyInstance,
  sandbox: Sandbox,
  arrive: (request: IncomingMessage, response: ServerResponse) => Arrived,
): void {
  const addresses = gatherAddresses(routeTable);
  for (const address of addresses) {
    const methods = [...new Set(address.routes.map(({ method }) => method))];
    app.route({
      method: methods,
      url: address.pattern,
      async handler(request, reply) {
        reply.hijack();
        const values = Object.values(request.params as Record<string, string>);
        const route = chooseRoute(address, request.method as Method, values);
        await handleApiCall(sandbox, arrive(request.raw, reply.raw), route, values, notThere);
      },
    });
  }
  const patterns = addresses.map(
    ({ pattern }) => new RegExp(`^${pattern.replace(/:p\d+/g, '[^/]+')}/?$`, 'i'),
  );
  app.setNotFoundHandler(async (request, reply) => {
    reply.hijack();
    const known = patterns.some((pattern) => pattern.test(pathOf(request.raw)));
    await handleApiCall(sandbox, arrive(request.raw, reply.raw), undefined, [], (world) =>
      known ? wrongMethod(request.method) : notThere(world),
    );
  });
}

function notThere({ settings }: World): Answer {
  if (settings.unknownRoute === 'html')
    return {
      status: 404,
      raw: {
        type: 'text/html; charset=utf-8',
        content:
          '<!DOCTYPE html><html><head><title>404</title></head><body><h1>The resource cannot be found.</h1></body></html>',
      },
    };
  return { status: 404, body: { message: 'No HTTP resource was found that matches the request URI.' } };
}
const wrongMethod = (method: string): Answer => ({
  status: 405,
  body: { message: `The requested resource does not support http method '${method}'.` },
});

/** Clients that think they talk to a proxy name the host in the address as well. */
const withoutHost = (url: string): string => url.replace(/^https?:\/\/[^/]*/i, '') || '/';

/** The address the client used, as long as it is one of the sandbox's own. */
function ownUrl(request: IncomingMessage, sandbox: Sandbox): string {
  const host = request.headers.host;
  const own =
    host && /^[\w.[\]:-]+$/.test(host) && (host.endsWith(`:${sandbox.port}`) || !host.includes(':'));
  const home = `http://${own ? host : `127.0.0.1:${sandbox.port}`}`;
  return urlOfRegion(sandbox, home, homeRegion);
}

/** Fastify keeps the address from before the region's part was taken off. */
function askedUrl(request: IncomingMessage & { originalUrl?: string }, sandbox: Sandbox): string {
  return `http://${request.headers.host ?? `127.0.0.1:${sandbox.port}`}${withoutHost(request.originalUrl ?? request.url ?? '/')}`;
}
