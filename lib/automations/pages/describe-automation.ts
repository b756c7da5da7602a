import type { Context } from '@/lib/context';
import { entityLabels } from '@/lib/crm';
import { problemWords, readFilter } from '@/lib/filters';
import { plural } from '@/lib/format';
import type { AutomationAction, AutomationDocument, AutomationLimits } from '../schemas';
import { readNames, type Names } from './read-names';
import { triggerWords } from './trigger-words';

/** What an automation does, in plain words, for everyone: a list that only its owner sees is not named. */
export async function describeAutomation(
  ctx: Pick<Context, 'db' | 'now' | 'actor'>,
  automation: AutomationDocument,
): Promise<{ sentence: string; problem: string | null }> {
  const [names, filter] = await Promise.all([
    readNames(ctx, automation),
    readFilter(ctx, automation.entity, automation.conditions, { everyList: true, forEveryone: true }),
  ]);
  const one = entityLabels[automation.entity].one.toLowerCase();
  const only =
    automation.conditions.root.rules.length === 0 || !filter.ok ? [] : [`Only ${filter.sentence}.`];
  return {
    sentence: [
      `When a ${one} ${triggerWords(automation.trigger, names)}, ${actionWords(automation.action, names)}.`,
      ...only,
      ...limitWords(automation.limits),
    ].join(' '),
    problem: filter.ok ? null : problemWords(filter.problems),
  };
}

function actionWords(action: AutomationAction, { lists, field, choice }: Names): string {
  switch (action.kind) {
    case 'enrol':
      return `enrol them in the Dotdigital program “${action.programName}”`;
    case 'tag':
      return action.change === 'give'
        ? `give them the tag “${action.tag}”`
        : `take the tag “${action.tag}” from them`;
    case 'list':
      return `put them on the list ${lists(action.listId)}`;
    case 'mail':
      return `send them the e-mail “${action.subject}”`;
    case 'triggered_campaign':
      return `send them the triggered campaign “${action.campaignName}”`;
    case 'sms':
      return `send them a text message: “${beginningOf(action.message)}”`;
    case 'webhook':
      return `tell the webhook at ${URL.canParse(action.url) ? new URL(action.url).host : action.url}`;
    case 'field':
      return action.value === null
        ? `empty the field ${field(action.field)}`
        : `set the field ${field(action.field)} to “${choice(action.field, action.value)}”`;
  }
}

const maxQuoted = 80;

/** Of a text that may be long and of several lines, as much as a sentence bears. */
function beginningOf(text: string): string {
  const line = [...text.replaceAll(/\s+/gu, ' ')];
  return line.length <= maxQuoted ? line.join('') : `${line.slice(0, maxQuoted).join('').trimEnd()} …`;
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
