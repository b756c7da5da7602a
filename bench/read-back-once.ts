import { requestReadBack } from '@/lib/connections';
import { compareWithBook } from '@/lib/export';
import { runImportPass } from '@/lib/import';
import { isMain } from '@/scripts/local/is-main';
import { bookContext, type Book, type BookWorld } from './book-world';
import { inWorkerProcess, measure, tell, type Measured } from './worker-process';

type Work = { url: string; sandboxUrl: string; connectionId: string; integrationId: string };

export type ReadBack = Measured & { passes: number; comparedSeconds: number };

/** A book asked to be read back, read to its end pass by pass and compared with its list, in a worker's process. */
export const readBackOnce = (
  { url, sandboxUrl }: BookWorld,
  { connectionId, integrationId }: Book,
): Promise<ReadBack> => {
  const work: Work = {
    url,
    sandboxUrl,
    connectionId: String(connectionId),
    integrationId: String(integrationId),
  };
  return inWorkerProcess<ReadBack>(import.meta.url, work);
};

async function work({ url, sandboxUrl, connectionId, integrationId }: Work): Promise<void> {
  const ctx = bookContext(url, sandboxUrl);
  const id = BigInt(connectionId);
  await requestReadBack(ctx, { id: connectionId });
  const isRead = async (): Promise<boolean> => {
    const { readBackAt, readBackAskedAt } = await ctx.db.prisma.connection.findUniqueOrThrow({
      where: { id },
    });
    return readBackAt !== null && readBackAskedAt !== null && readBackAt >= readBackAskedAt;
  };
  const { result: passes, ...measured } = await measure(async () => {
    let count = 0;
    for (; !(await isRead()); count += 1)
      await runImportPass(ctx, BigInt(integrationId), { trigger: 'schedule' });
    return count;
  });
  const began = performance.now();
  await compareWithBook(ctx, id);
  await ctx.db.close();
  tell({
    ...measured,
    passes,
    comparedSeconds: (performance.now() - began) / 1000,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  });
}

if (isMain(import.meta.url)) await work(JSON.parse(process.argv[2] ?? '') as Work);
