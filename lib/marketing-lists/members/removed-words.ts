import { standingCodes, standingWord } from '@/lib/standing';
import type { OutRow } from '../schemas';

export type OutSqlRow = {
  recordId: bigint;
  name: string;
  email: string | null;
  why: string;
  since: Date | null;
  removedBy: string | null;
  cause: string | null;
  stillMatches: boolean;
};

/** On a list, whoever isn't on it any more was on it before. */
const whyWord = (code: string): string => (code === 'not_on_list' ? 'No longer matches' : standingWord(code));

/** Merely not reached, or not yet: who has no address or number of their own is on the list all the same. */
export const merelyUnreached: readonly string[] = [
  'no_email',
  'invalid_address',
  'duplicate',
  'no_mobile',
  'invalid_mobile',
  'duplicate_mobile',
  'refused_before',
];

/** All that the Removed grid can be asked for by. */
export const outChoices: readonly { value: string; label: string }[] = standingCodes
  .filter((code) => !merelyUnreached.includes(code))
  .map((value) => ({ value, label: whyWord(value) }));

export const outView = ({ why, removedBy, since, recordId, ...row }: OutSqlRow): OutRow => ({
  ...row,
  recordId: String(recordId),
  code: why,
  why: whyWord(why),
  since: since?.toISOString() ?? null,
  by: byWhom(why, removedBy),
});

/** Who said so: someone here, the person, or Dotdigital. */
function byWhom(code: string, removedBy: string | null): string | null {
  switch (code) {
    case 'removed_by_hand':
      return removedBy;
    case 'not_on_list':
      return 'the list itself';
    case 'opted_out':
    case 'opted_out_sms':
    case 'taken_off':
      return 'the person';
    case 'no_consent':
    case 'no_sms_consent':
      return 'the integration';
    default:
      return 'Dotdigital';
  }
}
