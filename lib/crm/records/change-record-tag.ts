import { type Context, recordAudit } from '@/lib/context';
import { Prisma } from '@/lib/db';
import { permit } from '@/lib/permissions';
import { causeOf } from './change-cause';
import { fetchChanged, fetchRecord, toRecordView } from './internal';
import type { RecordView } from '../schemas';
import { ChangeTagInput } from '../page/record-view-schemas';
import { changeTags, findTags } from './tag-records';

/** Gives a record one tag, made where nobody has it yet, or takes one from it. The others stay as they are by now. */
export async function changeRecordTag(ctx: Context, raw: ChangeTagInput): Promise<RecordView> {
  permit(ctx, 'crm.write');
  const { id, change, tag } = ChangeTagInput.parse(raw);
  return ctx.db.prisma.$transaction(async (tx) => {
    const record = await fetchRecord(ctx, tx, id);
    const found = await findTags(tx, [tag], change === 'give');
    const told = await changeTags(tx, {
      records: Prisma.sql`SELECT ${record.id}::bigint AS id`,
      add: change === 'give' ? found : [],
      remove: change === 'take' ? found : [],
      origin: 'person',
      causeId: causeOf(ctx),
      at: ctx.now(),
    });
    if (told.changed > 0)
      await recordAudit(ctx, tx, {
        action: `${record.entity}.tags`,
        subjectType: 'record',
        subjectId: record.id,
        detail: { [change]: tag },
      });
    return toRecordView(await fetchChanged(tx, record.id), []);
  });
}
