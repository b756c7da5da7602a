import { isVisibleRecord, visibleRecords, type Context } from '@/lib/context';
import { entityLabels } from '@/lib/crm';
import type { CrmEntity } from '@/lib/crm/schemas';
import { emailKey } from '@/lib/email-key';
import { formatMoment } from '@/lib/format';
import { permit } from '@/lib/permissions';
import { listKey, type ListWithOwner } from '../internal';
import { explainRules, judgeRecords, whatWouldHaveToChange, type Judgement } from './judge-records';
import { fetchSeenList } from '../list-access';
import { readBookFacts, readRecordFacts, type BookFacts, type RecordFacts } from './membership-facts';
import { findListConnections, type ListConnection } from '../members/member-sql';
import { bookSteps, listSteps, stepsToChange, type When } from './membership-steps';
import { readFilter, type ReadFilter } from '@/lib/filters';
import { Prisma, runRead, type Ask } from '@/lib/db';
import type { ExplainedRecord, ExplainedRule, ExplainMembership, MembershipExplanation } from '../schemas';

const maxRecords = 10;
const tooSlow = 'Looking the person up took over 20 s and was stopped. Try again.';

/**
 * Why someone is on a list and mailed, or not: each condition with the person's own value, judged by the filter's own SQL for
 * that one record; then marks, duplicates, consent, Dotdigital, book and last wave; and what would have to change.
 * `who` is a record's number or an address. An address nobody here has is told as such.
 */
export async function explainMembership(
  ctx: Context,
  input: ExplainMembership,
  signal?: AbortSignal,
): Promise<MembershipExplanation> {
  permit(ctx, 'lists.read');
  const list = await fetchSeenList(ctx, ctx.db.prisma, listKey(input.listId));
  const filter =
    list.type === 'manual'
      ? null
      : await readFilter(ctx, list.entity, list.filter, { listId: list.id, everyList: true });
  const found = await findWho(ctx, list.entity, input.who);
  const problems = filter && !filter.ok ? filter.problems : [];
  if ('message' in found) return { who: input.who, records: [], message: found.message, problems };
  const connections = await findListConnections(ctx.db.prisma, list);
  return runRead(ctx, { signal, timeoutMs: 20_000, tooSlow }, async (ask) => {
    const facts = await readRecordFacts(ask, {
      listId: list.id,
      connection: connections[0] ?? null,
      ids: found.ids,
      elderSeen: visibleRecords(ctx, Prisma.sql`o`),
    });
    const judged = filter?.ok
      ? await judgeRecords(
          ask,
          filter,
          facts.map(({ id }) => id),
        )
      : new Map<string, Judgement>();
    const when: When = (at) => formatMoment(at, filter?.frame.zone ?? 'UTC', ctx.now());
    const records: ExplainedRecord[] = [];
    for (const one of facts)
      records.push(
        await explainRecord(ask, {
          list,
          connections,
          filter,
          facts: one,
          judgement: judged.get(one.id),
          when,
        }),
      );
    return { who: input.who, records, message: null, problems };
  });
}

type Found = { ids: bigint[] } | { message: string };

async function findWho(ctx: Context, entity: CrmEntity, who: string): Promise<Found> {
  const { one } = entityLabels[entity];
  const { prisma } = ctx.db;
  if (/^#?[1-9]\d{0,17}$/.test(who)) {
    const record = await prisma.crmRecord.findFirst({
      where: { id: BigInt(who.replace('#', '')), entity, deletedAt: null, ...isVisibleRecord(ctx) },
      select: { id: true },
    });
    return record
      ? { ids: [record.id] }
      : { message: `There is no ${one.toLowerCase()} with the number ${who}.` };
  }
  const key = emailKey(who);
  if (key === null)
    return {
      message: `“${who.slice(0, 80)}” is not an e-mail address. Enter an address, or the number of a record.`,
    };
  const rows = await prisma.crmRecord.findMany({
    where: { emailKey: key, deletedAt: null, ...isVisibleRecord(ctx) },
    orderBy: { id: 'asc' },
    select: { id: true, entity: true },
    take: 100,
  });
  const ids = rows
    .filter((row) => row.entity === entity)
    .map(({ id }) => id)
    .slice(0, maxRecords);
  if (ids.length > 0) return { ids };
  const others = [...new Set(rows.map((row) => entityLabels[row.entity].one.toLowerCase()))];
  if (others.length > 0)
    return {
      message: `No ${one.toLowerCase()} has the address ${key}; a ${others.join(' and a ')} has. This list holds ${entityLabels[entity].many.toLowerCase()}.`,
    };
  return { message: `Nobody in the CRM has the address ${key}, so no list can hold it.` };
}

type Explaining = {
  list: ListWithOwner;
  connections: readonly ListConnection[];
  filter: ReadFilter | null;
  facts: RecordFacts;
  judgement: Judgement | undefined;
  when: When;
};

async function explainRecord(
  ask: Ask,
  { list, connections, filter, facts, judgement, when }: Explaining,
): Promise<ExplainedRecord> {
  const rule = filter?.ok && judgement ? explainRules(filter, judgement) : null;
  const inList = facts.inFilter === true && facts.removedAt === null;
  const steps = listSteps(facts, when, connections.length > 0);
  const books: BookFacts[] = [];
  for (const connection of facts.key === null ? [] : connections)
    books.push(...(await readBookFacts(ask, list.id, connection, facts.id)));
  const explained = books.map((book) => ({
    connectionId: book.connectionId,
    bookName: book.bookName,
    integration: book.integration,
    code: book.code,
    steps: bookSteps(book, when),
  }));
  const matches = rule === null ? null : rule.holds;
  const needs = [
    ...(rule ? whatWouldHaveToChange(rule).map(needWords) : []),
    ...(rule === null && filter === null && facts.inFilter !== true
      ? ['Someone would have to put the person on this manual list.']
      : []),
    ...stepsToChange(steps, facts),
    ...new Set(books.flatMap((book, n) => stepsToChange(explained[n]?.steps ?? [], book))),
  ];
  return {
    recordId: facts.id,
    name: facts.name,
    email: facts.email,
    entity: list.entity,
    inList,
    code: facts.code,
    matches,
    verdict: verdictOf({
      inList,
      matches,
      facts,
      onDemand: list.type === 'on_demand',
      failing: [...steps, ...explained.flatMap((book) => book.steps)]
        .filter(({ ok }) => ok === false)
        .map(({ words }) => words),
    }),
    filter: rule,
    steps,
    books: explained,
    toChange: needs,
  };
}

const needWords = ({ words, value, not, holds }: ExplainedRule): string =>
  `Would ${not === holds ? 'have to be' : 'have to be no longer'} among those ${words} (now: ${value ?? 'empty'}).`;

function verdictOf(of: {
  inList: boolean;
  matches: boolean | null;
  facts: RecordFacts;
  onDemand: boolean;
  failing: string[];
}): string {
  const { inList, matches, facts, onDemand, failing } = of;
  const [first] = failing;
  if (inList && matches === false)
    return onDemand
      ? 'On the list, though the filter no longer matches: until someone presses Update.'
      : 'On the list, and out at the next evaluation: the filter no longer matches.';
  if (inList)
    return first === undefined ? 'On the list, and may be mailed.' : `On the list, but not mailed. ${first}`;
  if (facts.removedAt !== null) return 'Not on the list: removed by hand.';
  if (matches === true)
    return onDemand
      ? 'Not on the list yet: it comes in when someone presses Update.'
      : 'Not on the list yet: comes in at the next evaluation.';
  return matches === null ? 'Not on the list.' : 'Not on the list: the filter does not match.';
}
