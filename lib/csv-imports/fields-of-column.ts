import { consentFields } from '@/lib/crm/schemas';
import type { PlannedColumn } from './proposal-schemas';

/** Fields that a column may fill, beside its own. */
export function fieldsOf({ field, reader }: PlannedColumn): string[] {
  if (reader.read === 'full-name') return ['firstName', 'lastName'];
  if (reader.read === 'phone' && reader.label !== null) return ['phone', 'mobile'];
  if (reader.read === 'consent') {
    const { state, at } = consentFields[reader.channel];
    return reader.day ? [state, at] : [state];
  }
  return reader.read === 'day' && field === 'birthday' ? ['birthday', 'birthdayMonthDay'] : [field];
}
