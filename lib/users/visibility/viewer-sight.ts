import { differences, recordAudit, type Context } from '../../context';
import type { Tx } from '../../db';
import { permit } from '../../permissions';
import type { ViewerSight, ViewerSightView } from '../schemas';

export async function getViewerSight(ctx: Context): Promise<ViewerSightView> {
  permit(ctx, 'users.read');
  const [sight, viewers] = await Promise.all([
    readSight(ctx.db.prisma),
    ctx.db.prisma.user.count({ where: { role: 'viewer', disabledAt: null } }),
  ]);
  return { ...sight, viewers };
}

/** Holds from each viewer's next click on. */
export async function changeViewerSight(ctx: Context, { seesPeople }: ViewerSight): Promise<ViewerSight> {
  permit(ctx, 'users.write');
  return ctx.db.prisma.$transaction(async (tx) => {
    const before = await readSight(tx);
    await tx.roleRule.upsert({
      where: { role: 'viewer' },
      create: { role: 'viewer', needsSecondFactor: false, seesPeople },
      update: { seesPeople },
    });
    await recordAudit(ctx, tx, {
      action: 'settings.viewers',
      subjectType: 'settings',
      subjectId: 'visibility',
      detail: differences(before, { seesPeople }),
    });
    return { seesPeople };
  });
}

async function readSight(tx: Tx): Promise<ViewerSight> {
  const rule = await tx.roleRule.findUnique({ where: { role: 'viewer' } });
  return { seesPeople: rule?.seesPeople ?? false };
}
