import { isMain } from '@/scripts/local/is-main';
import { bookContext, pushToEnd, type Book, type BookWorld } from './book-world';
import { inWorkerProcess, measure, tell, type Measured } from './worker-process';

type Work = { url: string; sandboxUrl: string; connectionId: string; turnsBefore: number };

/** `waited`: seconds until it was time for the next call. */
export type Synced = Measured & { waited: number };

/**
 * One turn of a connection to its end, in a worker's process. With `turnsBefore` it isn't the process's first one: what a program does
 * once is behind it, as it is for a worker.
 */
export const syncOnce = (
  { url, sandboxUrl }: BookWorld,
  { connectionId }: Book,
  { turnsBefore = 0 } = {},
): Promise<Synced> => {
  const work: Work = { url, sandboxUrl, connectionId: String(connectionId), turnsBefore };
  return inWorkerProcess<Synced>(import.meta.url, work);
};

async function work({ url, sandboxUrl, connectionId, turnsBefore }: Work): Promise<void> {
  const ctx = bookContext(url, sandboxUrl);
  for (let n = 0; n < turnsBefore; n += 1) await pushToEnd(ctx, BigInt(connectionId));
  const { result: waited, ...measured } = await measure(() => pushToEnd(ctx, BigInt(connectionId)));
  await ctx.db.close();
  tell({ ...measured, waited });
}

if (isMain(import.meta.url)) await work(JSON.parse(process.argv[2] ?? '') as Work);
