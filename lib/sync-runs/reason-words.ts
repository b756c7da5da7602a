import { contactStatuses, statusWord } from '../dotdigital';
import { reasonLabels } from './schemas';

/** A reason as people read it: one of ours, or Dotdigital's word for a contact's state. */
export const reasonWord = (code: string): string =>
  reasonLabels[code] ?? (Object.hasOwn(contactStatuses, code) ? statusWord(code) : code);
