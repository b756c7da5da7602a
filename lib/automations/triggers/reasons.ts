import { standingWords } from '@/lib/standing';
import { longestBackDays, type AutomationTrigger } from '../schemas';
import { triggerSql } from './trigger-sql';

/** Why someone was skipped, or failed, where no rule of `lib/standing` says it. */
const words: Record<string, string> = {
  before_start: 'Happened before the automation was switched on',
  too_late: 'Nobody was there to do it for three days, and then it was too late',
  too_far_ahead: `Lies more than ${longestBackDays} days ahead`,
  deleted: 'The record was deleted',
  conditions: 'The conditions don’t hold any more',
  cap: 'Has got as much from all automations as the limit allows',
  paused: 'Waited when it was resumed without catching up',
  changed: 'The automation was changed before it fired',
  removed_by_hand: 'Was removed from the list by hand',
  nobody_left: 'Without the field nobody could tell who it is',
  not_at_dotdigital: 'Dotdigital doesn’t know the address, an hour after it was due',
  program_refused: 'Dotdigital refused the program',
  refused: 'Dotdigital refused the request',
  refused_address: 'Dotdigital sends no mail to this address',
  refused_values: 'Dotdigital refused a personalisation value',
  refused_number: 'Dotdigital says this is no number for a text message',
  unheard: 'Its answer was lost, and Dotdigital has nothing by which one message could be looked up',
  webhook_again: 'Is told again, from time to time for a day',
  webhook_refused: 'The webhook refused it',
  webhook_given_up: 'The webhook could not take it for a day',
  no_answer: 'Dotdigital doesn’t know the enrolment any more, so whether it worked isn’t known',
};

/** A reason as people read it; a word of Dotdigital's that we don't know stays as it is. */
export function reasonWords(code: string | null, text: string | null): string | null {
  if (code === null) return text;
  const said = words[code] ?? goneWords.get(code) ?? standingWords(code) ?? code;
  return text === null ? said : `${said}: ${text}`;
}

const someOfEach: AutomationTrigger[] = [
  { kind: 'cart', minutes: 60 },
  { kind: 'order', which: 'any', n: 1, over: null, skus: [] },
  { kind: 'event', name: 'any', payload: [] },
  { kind: 'list', listId: '1', move: 'joined' },
  { kind: 'tag', tag: 'any' },
  { kind: 'field', field: 'city', value: null },
  { kind: 'date', field: 'birthday', days: 0, time: '09:00', zone: 'UTC', yearly: true },
  { kind: 'campaign', did: 'opened', campaignId: '1', marketingCampaignId: null, link: null, days: 1 },
  { kind: 'campaign', did: 'not_opened', campaignId: '1', marketingCampaignId: null, link: null, days: 1 },
];
const goneWords = new Map(
  someOfEach.map((trigger) => {
    const { gone } = triggerSql(trigger);
    return [gone.code, gone.words];
  }),
);
