import type { Prisma, Tx } from '@/lib/db';
import type { Told } from './change-cause';
import { changeTags, findTags } from './tag-records';

type Asked = {
  /** A query with a column id. */
  records: Prisma.Sql;
  tag: string;
  change: 'give' | 'take';
  origin: string;
  causeId: string;
  at: Date;
};

/** Gives one tag to records, or takes it from them, for whoever does so by rule. Twice is once. */
export async function tagRecords(tx: Tx, { tag, change, ...asked }: Asked): Promise<Told> {
  const found = await findTags(tx, [tag], change === 'give');
  return changeTags(tx, {
    ...asked,
    add: change === 'give' ? found : [],
    remove: change === 'take' ? found : [],
  });
}
