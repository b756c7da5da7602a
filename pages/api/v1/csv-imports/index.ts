import type { NextApiRequest, NextApiResponse } from 'next';
import { serveUpload } from '@/app/_server/api/serve-upload';
import { wakeJobs } from '@/app/_server/wake-jobs';
import { apiRoutes } from '@/app/api/v1/_routes';
import { systemActor } from '@/lib/context';
import { createContext } from '@/lib/context/process-context';

/** Here and not under app/, as bulk calls are: a body of any length waits for its reader (docs/decisions/0012). */
export const config = { api: { bodyParser: false, externalResolver: true, responseLimit: false } };

export default async function csvImports(request: NextApiRequest, response: NextApiResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://dotbridge.invalid');
  await serveUpload(
    { routes: apiRoutes, ctx: createContext(systemActor), wake: wakeJobs },
    request,
    response,
    pathname.replace(/^\/api\/v1/, ''),
  );
}
