import { formatNumber, plural } from '@/lib/format';
import { addDays, dayText, type DayFrame } from './filter-days';
import { quoted, type ResolvedCondition } from './resolve-filter';

/** Campaign activity in words: "who opened “October arrivals” exactly once". */
export function activityWords(condition: ResolvedCondition, frame: DayFrame): string {
  const words = whatHappened(condition);
  const { lastDays } = condition;
  if (lastDays === null) return words;
  const span = lastDays === 1 ? 'since yesterday' : `in the last ${formatNumber(lastDays)} days`;
  return `${words} ${span} (= since ${dayText(addDays(frame.today, -lastDays), true)} 00:00 ${frame.zone})`;
}

function whatHappened(condition: ResolvedCondition): string {
  const { field, operator, value, campaigns } = condition;
  const which = campaigns.words;
  const yes = value === true;
  const others = `those who were never sent ${campaigns.ids === null ? 'one' : 'it'} included`;
  switch (field.name) {
    case 'campaign.received':
      return yes ? received(which) : `who did not receive ${which}, those it bounced from included`;
    case 'campaign.sent':
      return yes ? `who were sent ${which}, mails that bounced included` : `who were not sent ${which}`;
    case 'campaign.opened':
      return yes ? `who opened ${which} at least once` : `who did not open ${which}, ${others}`;
    case 'campaign.clicked':
      return yes ? `who clicked any link in ${which}` : `who did not click in ${which}, ${others}`;
    case 'campaign.neverOpened':
      return yes
        ? `${received(which)} and opened none`
        : `who opened ${which}, or of whose mails none arrived`;
    case 'campaign.neverClicked':
      return yes
        ? `${received(which)} and clicked in none`
        : `who clicked in ${which}, or of whose mails none arrived`;
    case 'campaign.link': {
      const text = quoted(String(value));
      const link =
        operator.name === 'any'
          ? 'a link'
          : operator.name === 'is'
            ? `the link ${text}`
            : `a link with ${text} in its address`;
      return operator.name === 'not_contains'
        ? `who did not click ${link} in ${which}`
        : `who clicked ${link} in ${which}`;
    }
    case 'campaign.unsubscribed':
      return yes
        ? `who unsubscribed through ${which}`
        : `who did not unsubscribe through ${which}, ${others}`;
    case 'campaign.bounced':
    case 'campaign.softBounced':
    case 'campaign.hardBounced': {
      const how =
        field.name === 'campaign.softBounced'
          ? ' softly'
          : field.name === 'campaign.hardBounced'
            ? ' hard'
            : '';
      return yes
        ? `whose mail of ${which} bounced${how}`
        : `whose mail of ${which} did not bounce${how}, ${others}`;
    }
    case 'campaign.sentNumber':
      return `${campaignsWords(condition, 'were sent')}, mails that bounced included`;
    case 'campaign.receivedNumber':
      return `${campaignsWords(condition, 'received')} (mails that bounced left out)`;
    case 'campaign.openedNumber':
      return campaignsWords(condition, 'opened');
    case 'campaign.clickedNumber':
      return campaignsWords(condition, 'clicked in');
    case 'campaign.clicks':
      return timesWords(condition, 'clicked in', 'click in');
    default:
      return timesWords(condition, 'opened', 'open');
  }
}

/** Whom a mail reached: one that bounced was sent and not received. */
const received = (which: string): string => `who received ${which} (mails that bounced left out)`;

const bounds = (value: unknown): [number, number] =>
  Array.isArray(value) ? [Number(value[0]), Number(value[1])] : [Number(value), Number(value)];

function campaignsWords({ operator, value, campaigns }: ResolvedCondition, did: string): string {
  const [low, high] = bounds(value);
  const number = (n: number): string => plural(n, 'campaign');
  const many =
    {
      eq: `exactly ${number(low)}`,
      ne: `any number but ${number(low)}`,
      gte: `at least ${number(low)}`,
      lte: `at most ${number(low)}`,
      gt: `more than ${number(low)}`,
      lt: `fewer than ${number(low)}`,
    }[operator.name] ?? `${formatNumber(low)} to ${number(high)}`;
  return campaigns.ids === null
    ? `who ${did} ${many}`
    : `who ${did} ${many} of ${campaigns.words.replace(/^any of /, '')}`;
}

function timesWords({ operator, value, campaigns }: ResolvedCondition, did: string, verb: string): string {
  const which = campaigns.words;
  const began = `${received(which)} and`;
  const [low, high] = bounds(value);
  switch (operator.name) {
    case 'eq':
      return low === 0 ? `${began} never ${did} it` : `who ${did} ${which} exactly ${times(low)}`;
    case 'ne':
      return low === 0
        ? `who ${did} ${which} at least once`
        : `${began} did not ${verb} it exactly ${times(low)}`;
    case 'gte':
      return low === 0 ? received(which) : `who ${did} ${which} at least ${times(low)}`;
    case 'gt':
      return `who ${did} ${which} more than ${times(low)}`;
    case 'lte':
      return low === 0 ? `${began} never ${did} it` : `${began} ${did} it at most ${times(low)}`;
    case 'lt':
      return `${began} ${did} it fewer than ${times(low)}`;
    default:
      return `${began} ${did} it ${formatNumber(low)} to ${formatNumber(high)} times`;
  }
}

const times = (n: number): string => (n === 1 ? 'once' : n === 2 ? 'twice' : `${formatNumber(n)} times`);
