import type { NextApiRequest, NextApiResponse } from 'next';
import { serveBulk } from '@/app/_server/api/serve-bulk';
import { wakeJobs } from '@/app/_server/wake-jobs';
import { apiRoutes } from '@/app/api/v1/_routes';
import { systemActor } from '@/lib/context';
import { createContext } from '@/lib/context/process-context';

/** Here and not under app/: there a body is buffered without bound, here it waits for its reader (docs/decisions/0012). */
export const config = { api: { bodyParser: false, externalResolver: true, responseLimit: false } };

export default async function bulk(request: NextApiRequest, response: NextApiResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://dotbridge.invalid');
  await serveBulk(
    { routes: apiRoutes, ctx: createContext(systemActor), wake: wakeJobs },
    request,
    response,
    pathname.replace(/^\/api\/v1/, ''),
  );
}
