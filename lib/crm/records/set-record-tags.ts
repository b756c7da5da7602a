import { z } from 'zod';

import { type Context, recordAudit } from '@/lib/context';
import { Prisma } from '@/lib/db';
import { permit } from '@/lib/permissions';
import { causeOf } from './change-cause';
import { CsvTag } from '../intake/intake-schemas';
import { fetchRecord } from './internal';
import { changeTags, findTags } from './tag-records';

const Input = z.object({ id: z.string(), tags: z.array(CsvTag).max(100) });

/** Makes a record's tags exactly these. Tags that nobody has yet are made; with the same tags nothing changes. */
export async function setRecordTags(ctx: Context, raw: z.input<typeof Input>): Promise<{ changed: boolean }> {
  permit(ctx, 'crm.write');
  const input = Input.parse(raw);
  return ctx.db.prisma.$transaction(async (tx) => {
    const record = await fetchRecord(tx, input.id);
    const add = await findTags(tx, input.tags, true);
    const held = await tx.recordTag.findMany({ where: { recordId: record.id }, select: { tagId: true } });
    const remove = held.map(({ tagId }) => tagId).filter((tagId) => !add.includes(tagId));
    const told = await changeTags(tx, {
      records: Prisma.sql`SELECT ${record.id}::bigint AS id`,
      add,
      remove,
      origin: 'person',
      causeId: causeOf(ctx),
      at: ctx.now(),
    });
    if (told.changed === 0) return { changed: false };
    await recordAudit(ctx, tx, {
      action: `${record.entity}.tags`,
      subjectType: 'record',
      subjectId: record.id,
      detail: { tags: input.tags },
    });
    return { changed: true };
  });
}
