import { createContext } from '@/lib/context/process-context';
import { systemActor } from '@/lib/context';
import { serveApi } from '@/app/_server/api/serve-api';
import { wakeJobs } from '@/app/_server/wake-jobs';
import { apiRoutes } from '../_routes';

export const dynamic = 'force-dynamic';

type PathContext = { params: Promise<{ path?: string[] }> };

async function answer(request: Request, { params }: PathContext): Promise<Response> {
  const { path = [] } = await params;
  return serveApi(
    { routes: apiRoutes, ctx: createContext(systemActor), wake: wakeJobs },
    request,
    `/${path.join('/')}`,
  );
}

/** What GET would answer, without its body. */
async function head(request: Request, context: PathContext): Promise<Response> {
  const { status, headers } = await answer(new Request(request.url, { headers: request.headers }), context);
  return new Response(null, { status, headers });
}

export {
  answer as GET,
  head as HEAD,
  answer as POST,
  answer as PUT,
  answer as PATCH,
  answer as DELETE,
  answer as OPTIONS,
};
