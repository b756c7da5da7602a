import type { SeenByOwner } from '../../actor';
import { differences, recordAudit, seenByOwnerKey, type Context } from '../../context';
import type { Tx } from '../../db';
import { permit } from '../../permissions';
import { SeenByOwnerInput } from '../schemas';

/** Of which kinds people see their own and their teams’ alone; nobody’s is everybody’s, and admins see all (decision 80). */
export async function getSeenByOwner(ctx: Context): Promise<SeenByOwner> {
  permit(ctx, 'users.read');
  return readSeenByOwner(ctx.db.prisma);
}

/** Holds from everybody’s next click on. */
export async function changeSeenByOwner(ctx: Context, raw: SeenByOwner): Promise<SeenByOwner> {
  permit(ctx, 'users.write');
  const value = SeenByOwnerInput.parse(raw);
  return ctx.db.prisma.$transaction(async (tx) => {
    const before = await readSeenByOwner(tx);
    await tx.setting.upsert({
      where: { key: seenByOwnerKey },
      create: { key: seenByOwnerKey, value },
      update: { value },
    });
    await recordAudit(ctx, tx, {
      action: 'settings.owners',
      subjectType: 'settings',
      subjectId: 'visibility',
      detail: differences(before, value),
    });
    return value;
  });
}

async function readSeenByOwner(tx: Tx): Promise<SeenByOwner> {
  const row = await tx.setting.findUnique({ where: { key: seenByOwnerKey } });
  return SeenByOwnerInput.parse(row?.value ?? {});
}
