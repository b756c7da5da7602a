import type { ConsentChannel } from '@/lib/crm/schemas';
import { looseWords } from './loose-words';
import {
  mailWords,
  momentWords,
  negations,
  newsletterStems,
  optInStems,
  optOutStems,
  optOutWords,
  otherChannels,
  pendingStems,
  permissionWords,
  statusWords,
  vagueWords,
} from './opt-out-vocabulary';

/**
 * What a column's name says of its answers: yes means opted out, yes means agreed, the answer itself is a state, or it is
 * about consent and can't be told. `moment`: it holds when.
 */
export type HeadingSense = {
  sense: 'opt-out' | 'opt-in' | 'status' | 'unclear';
  moment: boolean;
  /** It is called a state: answers of its own making are asked about. */
  status: boolean;
  /** It only speaks of mail: yes and no in it are asked about, anything else is none of it. */
  vague?: boolean;
};

const oneOf = (words: readonly string[]): ((word: string) => boolean) => {
  const known = new Set(words);
  return (word) => known.has(word);
};
const isOptOut = oneOf(optOutWords);
const isNegation = oneOf(negations);
const isMail = oneOf(mailWords);
const isPermission = oneOf(permissionWords);
const isVague = oneOf(vagueWords);
const isOtherChannel = oneOf(otherChannels);
const isMoment = oneOf(momentWords);
const isStatus = oneOf(statusWords);

/** Stems that hold one of the others' (“unsubscribed” holds “subscri”) are taken out before the others are looked for. */
function take(text: string, stems: readonly string[]): { found: boolean; rest: string } {
  let rest = text;
  for (const stem of stems) rest = rest.replaceAll(stem, '|');
  return { found: rest !== text, rest };
}

export const saysOptOut = (together: string): boolean => take(together, optOutStems).found;

const isMailWord = (word: string): boolean => /mail|newsletter/.test(word);
/** What a program says of the column, not of people: “(Do Not Modify) Contact”. */
const aboutTheFile = /\((?:do not modify|nicht (?:ä|ae)ndern|ne pas modifier|no modificar|read[ -]?only)\)/i;
/** What belongs to a mail that was sent, not to a person's wish. */
const beside = /^(?:url|link|links|hash|token|href)$/;

/** Words that name a channel other than mail. What they stand beside says the same as it would beside “e-mail”. */
const channelWords: Record<Exclude<ConsentChannel, 'email'>, RegExp> = {
  sms: /^(?:sms|mms)$/,
  push: /^push$/,
};

const wordsFor = (heading: string, channel: ConsentChannel): string[] => {
  const words = looseWords(heading.replace(aboutTheFile, ' '));
  if (channel === 'email') return words;
  const isNamed = (word: string): boolean => channelWords[channel].test(word);
  if (words.some(isMailWord) || !words.some(isNamed)) return [];
  return words.map((word) => (isNamed(word) ? 'email' : word));
};

/** null for a column that has nothing to do with the consent of that channel. */
export function headingSense(heading: string, channel: ConsentChannel = 'email'): HeadingSense | null {
  const words = wordsFor(heading, channel);
  if (words.length === 0 || words.length > 14 || words.some((word) => beside.test(word))) return null;
  if (words.some(isOtherChannel) && !words.some(isMailWord)) return null;
  const moment = words.some(isMoment);
  const out = take(words.join(''), optOutStems);
  const late = take(out.rest, pendingStems);
  const about = take(late.rest, optInStems);
  const status = words.some(isStatus);
  const turned = words.findIndex(isNegation);
  const turnsRound = (is: (word: string) => boolean): boolean =>
    turned >= 0 && words.some((word, n) => n > turned && is(word));
  const agreed =
    about.found || (words.some(isPermission) && words.some((word) => isMail(word) || isMailWord(word)));
  if (out.found || late.found || words.some(isOptOut)) {
    // “not opted out”, “opt-in/opt-out”
    const unclear = agreed || turnsRound((word) => saysOptOut(word) || word === 'opted' || word === 'opt');
    return { sense: unclear ? 'unclear' : 'opt-out', moment, status };
  }
  if (
    turnsRound(
      (word) => isMail(word) || isMailWord(word) || take(word, [...optInStems, ...newsletterStems]).found,
    )
  )
    return { sense: 'opt-out', moment, status };
  if (agreed || take(about.rest, newsletterStems).found) return { sense: 'opt-in', moment, status };
  if (status) return { sense: 'status', moment, status };
  return words.some(isVague) ? { sense: 'unclear', moment, status, vague: true } : null;
}
