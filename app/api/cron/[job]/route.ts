import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { systemActor } from '@/lib/context';
import { createFlowContext, processLogger } from '@/lib/context/process-context';
import { endAfter } from '@/lib/end-after';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { drainQueues, jobs, webQueue } from '@/lib/jobs';
import { requireCronSecret } from '@/app/_server/cron-secret';
import { errorToHttp } from '@/app/_server/error-to-http';
import { parseInput } from '@/app/_server/define-action';

export const dynamic = 'force-dynamic';
export const maxDuration = 60;

const Group = z.enum(['import', 'export', 'settle', 'maintenance']);
const Query = z.object({ seconds: z.coerce.number().int().min(1).max(800).default(50) });

type CronContext = { params: Promise<{ job: string }> };

/** Books what is due, then works the queue until the deadline; for hosts without a worker. */
async function handle(request: NextRequest, { params }: CronContext): Promise<Response> {
  try {
    requireCronSecret(request, env().cronSecret);
    const group = Group.safeParse((await params).job);
    if (!group.success)
      throw new AppError('not_found', 'unknown cron job', { userMessage: 'There is no such job route.' });
    const { seconds } = parseInput(Query, Object.fromEntries(request.nextUrl.searchParams));
    const { signal, release } = endAfter(seconds * 1000, request.signal);
    try {
      const ctx = createFlowContext(systemActor, signal);
      const counts = await drainQueues(ctx, await webQueue(), jobsOf(group.data));
      return Response.json(counts, { headers: { 'cache-control': 'no-store' } });
    } finally {
      release();
    }
  } catch (error) {
    return errorToHttp(error, processLogger());
  }
}

/** Settling is the later steps of an export wave: the same job takes it up. */
const jobsOf = (group: z.infer<typeof Group>) =>
  jobs.filter((job) => job.group === (group === 'settle' ? 'export' : group));

export { handle as GET, handle as POST };
