import type { Context } from '@/lib/context';
import { requestIntegrationExports } from '@/lib/connections';
import { scheduleSync } from '@/lib/integrations';
import type { IntegrationId } from '@/lib/integrations/schemas';

/** What is new there is read, what changed here is sent. */
export async function syncBothWays(
  ctx: Context,
  input: IntegrationId,
): Promise<{ id: string; name: string; connectionCount: number }> {
  const scheduled = await scheduleSync(ctx, input);
  const { count } = await requestIntegrationExports(ctx, BigInt(input.id));
  return { ...scheduled, connectionCount: count };
}
