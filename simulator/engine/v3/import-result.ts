import type { Contact } from '../contacts';
import type { Complaint } from './check-contact';

/** What became of one contact of an import. */
export interface Result {
  n: number;
  outcome: 'created' | 'updated' | 'failed';
  contact: number | null;
  detail: unknown;
}

/** A contact that was not taken, as the report tells it. */
export interface FailedContact {
  contactId?: number;
  matchIdentifier: string;
  identifiers: object;
  failures: { failureCode: string; description: string }[];
}

export function failed(
  n: number,
  raw: unknown,
  complaints: Complaint[],
  contact: number | null = null,
): Result {
  const given =
    raw && typeof raw === 'object' ? (raw as { matchIdentifier?: unknown; identifiers?: unknown }) : {};
  const match =
    typeof given.matchIdentifier === 'string' && /^[-A-Za-z0-9_]{1,50}$/.test(given.matchIdentifier)
      ? given.matchIdentifier
      : 'email';
  return {
    n,
    outcome: 'failed',
    contact,
    detail: {
      ...(contact === null ? {} : { contactId: contact }),
      matchIdentifier: match,
      identifiers: given.identifiers && typeof given.identifiers === 'object' ? given.identifiers : {},
      failures: complaints.map(({ code, description }) => ({ failureCode: code, description })),
    } satisfies FailedContact,
  };
}

export const isGlobal = ({ status }: Pick<Contact, 'status'>): boolean =>
  status === 'NotAllowed' || status === 'SharedSuppression';
export const globally = (email: string): Complaint => ({
  code: 'GloballySuppressed',
  item: email,
  description: 'The contact is globally suppressed',
});
export const identifiersOf = ({
  email,
  mobile,
}: Pick<Contact, 'email' | 'mobile'>): Record<string, string> => ({
  ...(email ? { email } : {}),
  ...(mobile ? { mobileNumber: mobile } : {}),
});
