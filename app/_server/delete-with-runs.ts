import type { Context } from '@/lib/context';
import { deleteIntegration } from '@/lib/integrations';
import type { DeleteIntegration } from '@/lib/integrations/schemas';
import { cancelRunsOfIntegration } from '@/lib/sync-runs';

/** An integration that is deleted takes its running runs with it. */
export async function deleteWithRuns(
  ctx: Context,
  input: DeleteIntegration,
): Promise<{ id: string; name: string }> {
  const deleted = await deleteIntegration(ctx, input);
  await cancelRunsOfIntegration(ctx, BigInt(input.id));
  return deleted;
}
