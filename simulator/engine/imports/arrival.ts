import type { Contact } from '../contacts';
import type { FieldMap } from '../data-fields';

/** A row of a file on its way to becoming a contact. */
export interface Arrival {
  n: number;
  row: string[];
  email: string;
  optIn: string | undefined;
  emailType: string | undefined;
  values: FieldMap;
  known: KnownContact | undefined;
  id?: number;
}

export type KnownContact = Pick<Contact, 'id' | 'status' | 'binned' | 'data' | 'optIn' | 'emailType'> & {
  suppressedHere: number;
};
