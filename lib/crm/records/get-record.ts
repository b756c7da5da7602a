import { isVisibleRecord, type Context } from '@/lib/context';
import { permit } from '@/lib/permissions';
import type { CrmEntity } from '../fields/entity';
import { displayName, fetchRecord, toRecordView } from './internal';
import type { RecordView } from '../schemas';

export async function getRecord(
  ctx: Context,
  input: { id: string; entity?: CrmEntity },
): Promise<RecordView> {
  permit(ctx, 'crm.read');
  const record = await fetchRecord(ctx, ctx.db.prisma, input.id, input.entity);
  const twins = record.emailKey
    ? await ctx.db.prisma.crmRecord.findMany({
        where: {
          entity: record.entity,
          emailKey: record.emailKey,
          deletedAt: null,
          id: { not: record.id },
          ...isVisibleRecord(ctx),
        },
        orderBy: { id: 'asc' },
        take: 5,
      })
    : [];
  return toRecordView(
    record,
    twins.map((twin) => ({ id: String(twin.id), name: displayName(twin) })),
  );
}
