import { recordAudit, type Context } from '@/lib/context';
import type { Tx } from '@/lib/db';
import { permit } from '@/lib/permissions';
import { checkFilter } from '../evaluation/check-filter';
import { evaluateList } from '../evaluation/evaluate-list';
import { givenFields } from '../internal';
import { checkColumns } from '../list-columns';
import type { CreateMarketingList, SavedList } from '../schemas';
import { checkName, underOneName } from './list-names';

/**
 * Keeps a new list and finds its first members. A list whose members can't be found in time is kept, marked failed.
 * A manual list begins empty; its filter means nothing and is kept for the day it becomes a dynamic one.
 */
export async function createMarketingList(ctx: Context, input: CreateMarketingList): Promise<SavedList> {
  permit(ctx, 'lists.write');
  const manual = input.type === 'manual';
  await checkColumns(ctx, input.entity, input.columns);
  if (!manual) await checkFilter(ctx, input.entity, input.filter);
  const id = await underOneName(ctx.db.prisma.$transaction((tx) => insertList(ctx, tx, input)));
  return { id: String(id), version: 1, evaluation: manual ? null : await evaluateList(ctx, id) };
}

/** The list without its people, under a name that is free. */
export async function insertList(ctx: Context, tx: Tx, input: CreateMarketingList): Promise<bigint> {
  const given = await givenFields(ctx, tx, input);
  await checkName(ctx, tx, given);
  const list = await tx.marketingList.create({
    data: {
      ...given,
      entity: input.entity,
      ...(input.type === 'manual'
        ? { evaluationState: 'fresh', evaluatedAt: ctx.now(), evaluatedVersion: 1 }
        : {}),
    },
    select: { id: true },
  });
  const detail = { name: input.name, entity: input.entity, type: input.type };
  await recordAudit(ctx, tx, {
    action: 'marketing-list.create',
    subjectType: 'marketing_list',
    subjectId: list.id,
    detail,
  });
  return list.id;
}
