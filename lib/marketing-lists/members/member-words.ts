import { statusWord } from '@/lib/dotdigital';
import type { MemberState } from '../schemas';

/** The code of why someone isn't mailed, in words. */
export function whyWords(why: string): string {
  switch (why) {
    case 'opted_out':
      return 'Opted out of mail';
    case 'person':
      return 'Taken off this list';
    case 'book':
      return 'Unsubscribed from the book';
    default:
      return statusWord(why);
  }
}

type Known = {
  state: MemberState;
  email: string | null;
  why: string | null;
  elderName: string | null;
  refusal: string | null;
};

/** The few words beside a member's state. */
export function reasonWords({ state, email, why, elderName, refusal }: Known): string | null {
  switch (state) {
    case 'no_email':
      return email === null ? null : 'not a valid address';
    case 'duplicate':
      return `duplicate of ${elderName ?? 'an older record'}`;
    case 'left_out':
      return why === null ? null : whyWords(why).replace(/^./, (letter) => letter.toLowerCase());
    case 'refused':
      return refusal;
    case 'going_out':
      return 'next wave';
    default:
      return null;
  }
}
