import { actorLabel } from '../actor';
import { recordAudit, type Context, type FlowContext } from '../context';
import { AppError } from '../errors';
import { permit } from '../permissions';
import { listKeys } from './list-keys';
import { readRotation, rotationSetting } from './read-rotation';
import type { RotationView } from './schemas';

/** Everything that stands under another key is to go under the first one; the job keys.rotate does it. Asked for twice, it is done once. */
export async function askKeyRotation(ctx: Context): Promise<RotationView> {
  permit(ctx, 'keys.write');
  const { otherCount } = await listKeys(ctx);
  if (otherCount === 0)
    throw new AppError('conflict', 'no secret stands under another key', {
      userMessage:
        'Every secret that opens stands under the first key. Put a new one first in ENCRYPTION_KEYS, and start web and worker again.',
    });
  const value: RotationView = {
    key: ctx.config.keyring.primary,
    askedBy: actorLabel(ctx.actor),
    askedAt: ctx.now().toISOString(),
    endedAt: null,
    secretCount: otherCount,
    doneCount: 0,
  };
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.setting.upsert({
      where: { key: rotationSetting },
      create: { key: rotationSetting, value },
      update: { value },
    });
    await recordAudit(ctx, tx, {
      action: 'keys.rotate',
      subjectType: 'settings',
      detail: { key: value.key, secrets: otherCount },
    });
  });
  return value;
}

/** Whether one is under way that this process can do: another one may not know yet which key is the first now. */
export async function isRotationDue(ctx: Pick<FlowContext, 'db' | 'config'>): Promise<boolean> {
  const rotation = await readRotation(ctx.db.prisma);
  return rotation !== null && rotation.endedAt === null && rotation.key === ctx.config.keyring.primary;
}

/**
 * So many more secrets stand under the first key; `ended`: there is nothing left that opens. What one slice moved counts also where another
 * one found nothing left before it was noted.
 */
export async function noteRotated(ctx: FlowContext, count: number, ended: boolean): Promise<void> {
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT key FROM settings WHERE key = ${rotationSetting} FOR UPDATE`;
    const rotation = await readRotation(tx);
    if (rotation === null || (rotation.endedAt !== null && count === 0)) return;
    const value: RotationView = {
      ...rotation,
      doneCount: rotation.doneCount + count,
      endedAt: rotation.endedAt ?? (ended ? ctx.now().toISOString() : null),
    };
    await tx.setting.update({ where: { key: rotationSetting }, data: { value } });
  });
}
