import { z } from 'zod';
import { Failure } from '../engine/failure';

const sentences: Record<string, string> = {
  ERROR_ADDRESSBOOK_DUPLICATE: 'That name is in use already, please choose another.',
  ERROR_ADDRESSBOOK_INVALID: 'A name of 1 to 128 characters is needed.',
  ERROR_ADDRESSBOOK_IN_USE:
    'An import into the address book is running. It can be changed when that has ended.',
  ERROR_ADDRESSBOOK_NOTWRITABLE:
    'The account keeps this address book itself; contacts cannot be put in or taken out here.',
  ERROR_CONTACT_SUPPRESSED:
    'That contact is suppressed in the account and cannot be added. Resubscribe them on their own page first.',
  ERROR_CONTACT_SUPPRESSEDFORADDRESSBOOK:
    'That contact unsubscribed from this address book and cannot be added to it again here.',
  ERROR_CAMPAIGN_READONLY: 'The campaign has been sent and can no longer be changed.',
  ERROR_CAMPAIGN_SENDNOTPERMITTED:
    'The campaign is being sent right now. It can be sent to more people when that has ended.',
  ERROR_NON_UNIQUE_DATAFIELD: 'A data field with that name exists.',
  ERROR_DATAFIELD_INVALID:
    'A name of 1 to 20 letters, digits, _ and - is needed that the account does not keep for itself, and a default that fits the type.',
  ERROR_PROGRAM_NOT_ACTIVE: 'The program is not active. Make it active, then enrol.',
  ERROR_ENROLMENT_ALLOWANCE_EXCEEDED: 'The account has used up its enrolments of this hour.',
};

/** A refusal in words for a person; nothing when it is not a refusal but a defect. */
export function sayFailure(error: unknown): string | undefined {
  if (error instanceof z.ZodError)
    return error.issues
      .map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '))
      .join('. ');
  if (!(error instanceof Failure)) return undefined;
  const text = error.message.replace(/^Error:$/, '').trim();
  return sentences[error.code] ?? (text || `Refused: ${error.code}`);
}
