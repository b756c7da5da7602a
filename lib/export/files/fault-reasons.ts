import type { ContactStatus } from '../../dotdigital';

/** What a fault means for its row: a state of the contact (left out from now on), or a refusal of these values. */
type FaultMeaning =
  | { status: ContactStatus }
  | { refusal: 'invalid_at_dotdigital' | 'duplicate_at_dotdigital' | 'failures' };

/** Both tables of words that are known (dotdigital-api.md 5.3), compared by their letters alone. */
const meanings: Record<string, FaultMeaning> = {
  globallysuppressed: { status: 'SharedSuppression' },
  invalidemail: { refusal: 'invalid_at_dotdigital' },
  invalidphonenumber: { refusal: 'invalid_at_dotdigital' },
  invalidentries: { refusal: 'invalid_at_dotdigital' },
  duplicate: { refusal: 'duplicate_at_dotdigital' },
  duplicateidentifier: { refusal: 'duplicate_at_dotdigital' },
  duplicateemails: { refusal: 'duplicate_at_dotdigital' },
  blocker: { status: 'NotAllowed' },
  blocked: { status: 'NotAllowed' },
  unsubscribed: { status: 'Unsubscribed' },
  hardbounced: { status: 'HardBounced' },
  softbounced: { status: 'SoftBounced' },
  complainedtoisp: { status: 'IspComplained' },
  ispcomplaints: { status: 'IspComplained' },
  mailblocked: { status: 'MailBlocked' },
  suppressedbydomain: { status: 'DomainSuppression' },
  domainsuppressed: { status: 'DomainSuppression' },
  pendingoptin: { status: 'PendingOptIn' },
  pendingdoubleoptin: { status: 'PendingOptIn' },
  invaliddomain: { refusal: 'invalid_at_dotdigital' },
  // v3 names none of them more closely than that a value doesn't fit.
  apischemaviolation: { refusal: 'failures' },
  invalidcontact: { refusal: 'failures' },
  failures: { refusal: 'failures' },
  failure: { refusal: 'failures' },
  suppressedbyyou: { status: 'Suppressed' },
  suppressedcontacts: { status: 'Suppressed' },
};

export type FaultOutcome = { outcome: 'skipped' | 'rejected'; code: string; text: string };

/** One outcome for any reason, an unknown one included. A soft bounce is sendable, so it refuses the values, not the person. */
export function readFaultReason(reason: string): FaultOutcome {
  const text = reason.trim().slice(0, 200);
  const meaning = meanings[text.toLowerCase().replace(/[^a-z]/g, '')];
  if (!meaning) return { outcome: 'rejected', code: 'other', text };
  if ('refusal' in meaning) return { outcome: 'rejected', code: meaning.refusal, text };
  return { outcome: meaning.status === 'SoftBounced' ? 'rejected' : 'skipped', code: meaning.status, text };
}
