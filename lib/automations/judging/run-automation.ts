import type { FlowContext } from '@/lib/context';
import { actHere } from '../firing/act-here';
import { documentOf, fetchAutomation } from '../internal';
import { judgeAutomation } from './judge-automation';
import { isDoneHere } from '../schemas';

/** Looks whether something happened, and does what is done here. What leaves has its own road. */
export async function runAutomation(ctx: FlowContext, id: bigint): Promise<void> {
  await judgeAutomation(ctx, id);
  const { action } = documentOf(await fetchAutomation(ctx.db.prisma, id));
  if (isDoneHere(action)) await actHere(ctx, id);
}
