import type { FlowContext } from '@/lib/context';
import { actHere } from '../firing/act-here';
import { documentOf, fetchAutomation } from '../internal';
import { judgeAutomation } from './judge-automation';
import { whileLooking } from './looks';
import { isDoneHere } from '../schemas';

/** Looks whether something happened, and does what is done here. What leaves has its own road. */
export async function runAutomation(ctx: FlowContext, id: bigint): Promise<void> {
  const row = await fetchAutomation(ctx.db.prisma, id);
  await whileLooking(ctx, row, () => judgeAutomation(ctx, id));
  if (isDoneHere(documentOf(row).action)) await actHere(ctx, id);
}
