import type { Context } from '@/lib/context';
import { openDotdigital } from '@/lib/integrations';

type Client = Awaited<ReturnType<typeof openDotdigital>>;

/** For a verb that speaks to Dotdigital while someone waits: the client is closed again, whatever happens. */
export async function withDotdigital<T>(
  ctx: Context,
  integrationId: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = await openDotdigital(ctx, BigInt(integrationId));
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}
