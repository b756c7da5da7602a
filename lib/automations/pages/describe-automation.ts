import { hiddenListName, type Context } from '@/lib/context';
import { entityLabels } from '@/lib/crm';
import { problemWords, readFilter } from '@/lib/filters';
import { agree, plural } from '@/lib/format';
import {
  payloadOperatorLabels,
  type AutomationAction,
  type AutomationDocument,
  type AutomationLimits,
  type AutomationTrigger,
} from '../schemas';

type Names = ReadonlyMap<string, string>;

/** What an automation does, in plain words, for everyone: a list that only its owner sees is not named. */
export async function describeAutomation(
  ctx: Pick<Context, 'db' | 'now' | 'actor'>,
  automation: AutomationDocument,
): Promise<{ sentence: string; problem: string | null }> {
  const [lists, filter] = await Promise.all([
    readListNames(ctx, automation),
    readFilter(ctx, automation.entity, automation.conditions, { everyList: true, forEveryone: true }),
  ]);
  const one = entityLabels[automation.entity].one.toLowerCase();
  const only =
    automation.conditions.root.rules.length === 0 || !filter.ok ? [] : [`Only ${filter.sentence}.`];
  return {
    sentence: [
      `When a ${one} ${triggerWords(automation.trigger, lists)}, ${actionWords(automation.action, lists)}.`,
      ...only,
      ...limitWords(automation.limits),
    ].join(' '),
    problem: filter.ok ? null : problemWords(filter.problems),
  };
}

async function readListNames(
  { db }: Pick<Context, 'db'>,
  { trigger, action }: AutomationDocument,
): Promise<Names> {
  const ids = [trigger, action].flatMap((one) => (one.kind === 'list' ? [BigInt(one.listId)] : []));
  if (ids.length === 0) return new Map();
  const rows = await db.prisma.marketingList.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true, ownerOnly: true },
  });
  return new Map(
    rows.map(({ id, name, ownerOnly }) => [String(id), ownerOnly ? hiddenListName : `“${name}”`]),
  );
}

const listName = (id: string, lists: Names): string => lists.get(id) ?? 'a list that is gone';

function triggerWords(trigger: AutomationTrigger, lists: Names): string {
  switch (trigger.kind) {
    case 'cart':
      return `leaves a cart alone for ${spanWords(trigger.minutes)} and orders nothing meanwhile`;
    case 'order':
      return orderWords(trigger);
    case 'event': {
      const conditions = trigger.payload.map(({ path, operator, value }) =>
        `${path} ${payloadOperatorLabels[operator]} ${operator === 'is_there' ? '' : `“${value}”`}`.trim(),
      );
      const where = conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`;
      return `has the event “${trigger.name}”${where}`;
    }
    case 'list':
      return `${trigger.move === 'joined' ? 'joins' : 'leaves'} the list ${listName(trigger.listId, lists)}`;
    case 'tag':
      return `gets the tag “${trigger.tag}”`;
  }
}

function orderWords({ which, n, over, skus }: Extract<AutomationTrigger, { kind: 'order' }>): string {
  const order = which === 'any' ? 'an order' : which === 'first' ? 'the first order' : `order number ${n}`;
  const more = over === null ? '' : ` of more than ${over.amount} ${over.currency}`;
  const items =
    skus.length === 0 ? '' : ` with ${agree(skus.length, 'the item', 'one of the items')} ${skus.join(', ')}`;
  return `completes ${order}${more}${items}`;
}

function actionWords(action: AutomationAction, lists: Names): string {
  switch (action.kind) {
    case 'enrol':
      return `enrol them in the Dotdigital program “${action.programName}”`;
    case 'tag':
      return action.change === 'give'
        ? `give them the tag “${action.tag}”`
        : `take the tag “${action.tag}” from them`;
    case 'list':
      return `put them on the list ${listName(action.listId, lists)}`;
  }
}

function limitWords({ quietHours, cap, holdOutPercent }: AutomationLimits): string[] {
  const [from, to] = quietHours.split('-');
  return [
    ...(to ? [`Not between ${from} and ${to}.`] : []),
    ...(cap
      ? [`Nobody gets more than ${cap.count} from all automations in ${plural(cap.days, 'day')}.`]
      : []),
    ...(holdOutPercent > 0 ? [`${holdOutPercent} % are held out, to compare.`] : []),
  ];
}

/** 60 → "1 hour", 90 → "90 minutes", 2,880 → "2 days" */
function spanWords(minutes: number): string {
  if (minutes % 1_440 === 0) return plural(minutes / 1_440, 'day');
  return minutes % 60 === 0 ? plural(minutes / 60, 'hour') : plural(minutes, 'minute');
}
