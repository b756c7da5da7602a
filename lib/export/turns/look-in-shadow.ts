import { noteShadow } from '../../connections';
import type { FlowContext } from '../../context';
import { formatNumber } from '../../format';
import { planFor } from '../waves/begin-wave';
import { evaluateForExport } from '../planning/evaluate-for-export';
import type { ExportTarget } from '../load-target';
import { lookAndForget } from '../planning/look-at-plan';

/** What a connection in shadow mode would do now, by the very plan that it would make. Nothing is sent, and only that is stored. */
export async function lookInShadow(ctx: FlowContext, target: ExportTarget): Promise<void> {
  if (target.state !== 'paused' || target.stateCode !== 'shadow') return;
  if ((await evaluateForExport(ctx, target.listId)) !== null) return;
  const { add, update, remove, skip } = await lookAndForget(ctx, (tx) => planFor(ctx, tx, target, true));
  await noteShadow(ctx.db.prisma, target.connectionId, {
    report: { at: ctx.now().toISOString(), add, update, remove, skip },
    message: `It would add ${formatNumber(add)}, take out ${formatNumber(remove)} and change ${formatNumber(update)}. Nothing but opt-outs is sent until someone makes it live.`,
  });
}
