import { standingWord } from '@/lib/standing';
import type { MemberState } from '../schemas';

type Known = {
  state: MemberState;
  email: string | null;
  code: string | null;
  elderName: string | null;
  refusal: string | null;
};

/** The few words beside a member's state. */
export function reasonWords({ state, email, code, elderName, refusal }: Known): string | null {
  switch (state) {
    case 'no_email':
      return email === null ? null : 'not a valid address';
    case 'no_mobile':
      return code === 'invalid_mobile' ? lower(standingWord(code)) : null;
    case 'duplicate':
      return `duplicate of ${elderName ?? 'an older record'}`;
    case 'left_out':
      return code === null ? null : lower(standingWord(code));
    case 'refused':
      return refusal;
    case 'going_out':
      return 'next wave';
    default:
      return null;
  }
}

const lower = (words: string): string => words.replace(/^./, (letter) => letter.toLowerCase());
