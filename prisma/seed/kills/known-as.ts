import type { Channel } from '@/lib/channel';
import type { Prisma } from '@/lib/db';
import { emailKey } from '@/lib/email-key';

export type ContactThere = {
  id: number;
  email: string;
  mobile: string | null;
  status: string;
  sms: string | null;
  dataFields: Record<string, unknown>;
};

/** How a town's people are known in its book: by address or by mobile number. */
export type KnownAs = {
  person: (n: number) => string;
  newcomer: (round: number) => string;
  column: 'email' | 'mobile';
  /** What their record says of it. */
  inRecord: (
    known: string,
  ) => Pick<Prisma.CrmRecordUncheckedCreateInput, 'email' | 'emailKey' | 'mobileE164'>;
  optsOut: Prisma.CrmRecordUncheckedUpdateInput;
  there: (contact: ContactThere) => string;
  /** What Dotdigital says of somebody who opted out. */
  optedOut: (contact: ContactThere) => boolean;
  /** Whether somebody who is known otherwise from now on stays the contact that they were. */
  isRenamed: boolean;
};

let numbered = 0;

export const knownAs = (channel: Channel, here: string): KnownAs =>
  channel === 'sms' ? byNumber((numbered += 1)) : byAddress(here);

const byAddress = (here: string): KnownAs => ({
  person: (n) => `a${n}@${here}.example`,
  newcomer: (round) => `n${round}@${here}.example`,
  column: 'email',
  inRecord: (email) => ({ email, emailKey: emailKey(email) }),
  optsOut: { consentState: 'withdrawn' },
  there: ({ email }) => email,
  optedOut: ({ status }) => status === 'Unsubscribed',
  isRenamed: true,
});

/** Towns share a database, and an opt-out is of the number: nobody of another has it. */
function byNumber(town: number): KnownAs {
  const number = (n: number): string => `+4479${String(town).padStart(5, '0')}${String(n).padStart(3, '0')}`;
  return {
    person: number,
    newcomer: (round) => number(100 + round),
    column: 'mobile',
    inRecord: (mobileE164) => ({ mobile: mobileE164, mobileE164 }),
    optsOut: { smsConsentState: 'withdrawn' },
    there: ({ mobile }) => `+${mobile}`,
    optedOut: ({ sms }) => sms === 'unsubscribed',
    isRenamed: false,
  };
}
