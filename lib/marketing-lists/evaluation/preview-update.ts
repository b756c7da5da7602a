import { recordAudit, visibleRecords, type Context } from '@/lib/context';
import { recordSource } from '@/lib/crm';
import { Prisma, runRead } from '@/lib/db';
import { AppError, invalidInput } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { personColumns } from '../members/person-sql';
import { evaluateList } from './evaluate-list';
import { listKey } from '../internal';
import { fetchOwnList, fetchSeenList } from '../list-access';
import { problemWords, readFilter } from '@/lib/filters';
import type { EvaluationResult, ListId, SamplePerson, UpdatePreview } from '../schemas';

const { sql } = Prisma;

/** What Update would change, without changing it: one difference of the filter and the present members. */
export async function previewUpdate(
  ctx: Context,
  input: ListId,
  signal?: AbortSignal,
): Promise<UpdatePreview> {
  permit(ctx, 'lists.read');
  const list = await fetchSeenList(ctx, ctx.db.prisma, listKey(input.id));
  if (list.type === 'manual') throw invalidInput('A manual list has no filter to update from.');
  const filter = await readFilter(ctx, list.entity, list.filter, { listId: list.id, everyList: true });
  if (!filter.ok)
    throw new AppError('invalid_input', 'filter can’t be read', {
      userMessage: `${problemWords(filter.problems)} Nobody comes in or goes out until the filter is put right.`,
    });
  const tooSlow = 'Working out the difference took over 60 s and was stopped. Nothing was changed.';
  return runRead(ctx, { signal, timeoutMs: 60_000, tooSlow, settings: filter.settings }, async (ask) => {
    const present = sql`SELECT record_id AS id FROM list_items WHERE list_id = ${list.id}::bigint AND in_filter`;
    const wanted = sql`SELECT r.id FROM ${recordSource} WHERE ${filter.where}`;
    const [counts] = await ask<{ joining: string; leaving: string; unchanged: string }>(sql`
      SELECT count(*) FILTER (WHERE p.id IS NULL) AS joining, count(*) FILTER (WHERE w.id IS NULL) AS leaving,
        count(*) FILTER (WHERE p.id = w.id) AS unchanged
      FROM (${wanted}) w FULL JOIN (${present}) p ON p.id = w.id`);
    const people = (of: Prisma.Sql): Promise<SamplePerson[]> =>
      ask<SamplePerson>(
        sql`SELECT ${personColumns} FROM crm_records r WHERE r.id IN (${of}) AND ${visibleRecords(ctx)} ORDER BY r.id LIMIT 5`,
      );
    return {
      joining: Number(counts?.joining ?? 0),
      leaving: Number(counts?.leaving ?? 0),
      unchanged: Number(counts?.unchanged ?? 0),
      joiningSample: await people(sql`${wanted} EXCEPT ${present}`),
      leavingSample: await people(sql`${present} EXCEPT ${wanted}`),
    };
  });
}

/** The button Update of an on-demand list: its people become those that the filter means now. */
export async function applyUpdate(ctx: Context, input: ListId): Promise<EvaluationResult> {
  permit(ctx, 'lists.write');
  const id = listKey(input.id);
  await fetchOwnList(ctx, ctx.db.prisma, id);
  const result = await evaluateList(ctx, id, { cause: 'update pressed' });
  const detail =
    result.state === 'fresh'
      ? { joined: result.joined, left: result.left, members: result.memberCount }
      : { failed: true };
  await ctx.db.prisma.$transaction((tx) =>
    recordAudit(ctx, tx, {
      action: 'marketing-list.update-members',
      subjectType: 'marketing_list',
      subjectId: id,
      detail,
    }),
  );
  return result;
}
