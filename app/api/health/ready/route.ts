import { checkReadiness } from '@/lib/jobs';

export const dynamic = 'force-dynamic';

/** 200 only with database, schema and queue in order; the JSON says which is not. */
export async function GET(): Promise<Response> {
  const readiness = await checkReadiness();
  return Response.json(readiness, {
    status: readiness.ready ? 200 : 503,
    headers: { 'cache-control': 'no-store', ...(readiness.ready ? {} : { 'retry-after': '5' }) },
  });
}
