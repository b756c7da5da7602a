export const dynamic = 'force-dynamic';

/** 200 while the process lives. */
export const GET = (): Response =>
  Response.json({ status: 'live' }, { headers: { 'cache-control': 'no-store' } });
