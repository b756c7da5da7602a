import { differences, recordAudit, type Context } from '@/lib/context';
import { conflict, stale } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { checkFilter } from '../evaluation/check-filter';
import { evaluateList } from '../evaluation/evaluate-list';
import { givenFields, listKey, type ListWithOwner } from '../internal';
import { checkColumns } from '../list-columns';
import { fetchOwnList } from '../list-access';
import type { SavedList, UpdateMarketingList } from '../schemas';
import { checkName, underOneName, type NamedList } from './list-names';

/**
 * Changes a list. A dynamic one is evaluated at once; an on-demand one keeps its people until Update is pressed; one that
 * becomes manual keeps the people it has, from then on by hand.
 */
export async function updateMarketingList(ctx: Context, input: UpdateMarketingList): Promise<SavedList> {
  permit(ctx, 'lists.write');
  const id = listKey(input.id);
  const before = await fetchOwnList(ctx, ctx.db.prisma, id);
  await checkColumns(ctx, before.entity, input.columns);
  if (before.archivedAt) throw conflict('This list is archived and can’t be changed.');
  const manual = input.type === 'manual';
  if (!manual) await checkFilter(ctx, before.entity, input.filter, id);
  await underOneName(
    ctx.db.prisma.$transaction(async (tx) => {
      const given = await givenFields(ctx, tx, input);
      if (!isNamedAlike(before, given)) await checkName(ctx, tx, given, id);
      const { count } = await tx.marketingList.updateMany({
        where: { id, version: input.version, archivedAt: null },
        data: {
          ...given,
          version: { increment: 1 },
          ...evaluatedAfter(before, input),
        },
      });
      if (count === 0) throw stale('marketing list');
      const detail = {
        name: input.name,
        type: input.type,
        filterChanged: !sameFilter(before.filter, input.filter),
        columnsChanged: !sameFilter(before.columns, input.columns),
        ...differences(namedParts(before), namedParts(given)),
      };
      await recordAudit(ctx, tx, {
        action: 'marketing-list.update',
        subjectType: 'marketing_list',
        subjectId: id,
        detail,
      });
    }),
  );
  const evaluation = input.type === 'dynamic' ? await evaluateList(ctx, id) : null;
  return { id: input.id, version: input.version + 1, evaluation };
}

type NamedParts = Omit<Awaited<ReturnType<typeof givenFields>>, 'columns' | 'filter'>;

/** Without the filter, which may hold the addresses of people. */
const namedParts = ({ name, description, type, ownerOnly, timeZone, ownerId, folderId }: NamedParts) => ({
  name,
  description,
  type,
  ownerOnly,
  timeZone,
  ownerId,
  folderId,
});

/** A list that only its owner sees keeps its name though everyone's lists have one like it by now. */
const isNamedAlike = (a: NamedList, b: NamedList): boolean =>
  a.name === b.name && a.ownerOnly === b.ownerOnly && a.ownerId === b.ownerId;

/** Whose filter is the same is as current as before; members kept by hand always are. */
function evaluatedAfter(before: ListWithOwner, input: UpdateMarketingList) {
  if (input.type === 'manual')
    return { evaluationState: 'fresh' as const, evaluationError: null, evaluatedVersion: before.version + 1 };
  const same = sameFilter(before.filter, input.filter) && before.type !== 'manual';
  return same && before.evaluatedVersion === before.version ? { evaluatedVersion: { increment: 1 } } : {};
}

/** jsonb keeps no order of keys, so both sides are put in one. */
const sameFilter = (a: unknown, b: unknown): boolean =>
  JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]),
  );
}
