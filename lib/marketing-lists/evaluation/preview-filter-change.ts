import { visibleRecords, type Context } from '@/lib/context';
import { invalidInput } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { filterChangeSql, type ChangeNumbers } from './filter-change-sql';
import { listKey } from '../internal';
import { decidingRule, explainRules, judgeRecords } from './judge-records';
import { fetchSeenList } from '../list-access';
import { standingWord } from '@/lib/standing';
import { findListConnections } from '../members/member-sql';
import { personColumns } from '../members/person-sql';
import { readFilter, type ReadFilter } from '@/lib/filters';
import { type Ask, Prisma, runRead } from '@/lib/db';
import type { FilterChangePreview, MovingPerson, PreviewFilterChange, SamplePerson } from '../schemas';

const samples = 5;
const tooSlow =
  'Working out who would come and go took over 60 s and was stopped. Nothing was changed; the filter can be saved all the same.';

/**
 * What saving this filter would do: one set difference with whom the list has now, a few people with the condition that
 * decided each, how many can be mailed, and what each connected book's next wave would do. Changes nothing; stops inside
 * PostgreSQL when the signal fires.
 */
export async function previewFilterChange(
  ctx: Context,
  input: PreviewFilterChange,
  signal?: AbortSignal,
): Promise<FilterChangePreview> {
  permit(ctx, 'lists.write');
  const list = await fetchSeenList(ctx, ctx.db.prisma, listKey(input.listId));
  if (list.type === 'manual')
    throw invalidInput('A manual list has no filter: its members are put in by hand.');
  const onUpdateOnly = list.type === 'on_demand';
  const [now, next] = await Promise.all([
    readFilter(ctx, list.entity, list.filter, { listId: list.id, everyList: true }),
    readFilter(ctx, list.entity, input.filter, { listId: list.id, timeZone: input.timeZone }),
  ]);
  if (!next.ok) return { ...nothing, onUpdateOnly, problems: next.problems };
  const connections = await findListConnections(ctx.db.prisma, list);
  return runRead(ctx, { signal, timeoutMs: 60_000, tooSlow, settings: next.settings }, async (ask) => {
    const [numbers] = await ask<ChangeNumbers>(
      filterChangeSql(list.id, next.where, connections, { size: samples, visible: visibleRecords(ctx) }),
    );
    if (!numbers) return { ...nothing, onUpdateOnly };
    return {
      problems: [],
      joining: numbers.joining,
      leaving: numbers.leaving,
      staying: numbers.staying,
      removedByHand: numbers.removed,
      joiningSample: await moving(
        ask,
        numbers.joiners,
        now,
        'The person’s data changed since the list was evaluated.',
      ),
      leavingSample: await moving(ask, numbers.leavers, next, 'The record was deleted.'),
      mailable: {
        count: numbers.standings.find(({ code }) => code === null)?.count ?? 0,
        leftOut: numbers.standings.flatMap(({ code, count }) =>
          code === null ? [] : [{ code, label: standingWord(code), count }],
        ),
      },
      books: connections.flatMap(({ id, bookName, integration }) => {
        const book = numbers.books.find((one) => one.id === String(id));
        return book
          ? [
              {
                connectionId: book.id,
                bookName,
                integration,
                adding: book.adding,
                removing: book.removing,
                inBook: book.inBook,
              },
            ]
          : [];
      }),
      onUpdateOnly,
    };
  });
}

const nothing: FilterChangePreview = {
  problems: [],
  joining: 0,
  leaving: 0,
  staying: 0,
  removedByHand: 0,
  joiningSample: [],
  leavingSample: [],
  mailable: { count: 0, leftOut: [] },
  books: [],
  onUpdateOnly: false,
};

/** Each with the condition of this filter that keeps the person out; where none does, `otherwise`. */
async function moving(
  ask: Ask,
  ids: readonly string[],
  filter: ReadFilter,
  otherwise: string,
): Promise<MovingPerson[]> {
  if (ids.length === 0) return [];
  const people = await ask<SamplePerson>(
    Prisma.sql`SELECT ${personColumns} FROM crm_records r WHERE r.id = ANY(${[...ids]}::bigint[]) ORDER BY r.id`,
  );
  if (!filter.ok)
    return people.map((person) => ({
      ...person,
      decidedBy: null,
      note: 'The filter as it stands can’t be read.',
    }));
  const judged = await judgeRecords(ask, filter, ids);
  return people.map((person) => {
    const judgement = judged.get(person.id);
    const whole = judgement && explainRules(filter, judgement);
    const rule = whole && !whole.holds ? decidingRule(whole) : null;
    return {
      ...person,
      decidedBy: rule
        ? {
            path: rule.path,
            words: rule.not ? `not those ${rule.words}` : rule.words,
            value: rule.value ?? 'empty',
          }
        : null,
      note: rule ? null : otherwise,
    };
  });
}
