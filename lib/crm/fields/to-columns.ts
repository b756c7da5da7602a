import type { Prisma } from '@/lib/db';
import type { RecordValues } from './convert-values';

type Columns = Pick<
  Prisma.CrmRecordUncheckedCreateInput,
  | 'firstName'
  | 'lastName'
  | 'email'
  | 'emailKey'
  | 'phone'
  | 'phoneE164'
  | 'mobile'
  | 'mobileE164'
  | 'company'
  | 'jobTitle'
  | 'website'
  | 'birthday'
  | 'gender'
  | 'street'
  | 'city'
  | 'region'
  | 'postalCode'
  | 'country'
  | 'language'
  | 'source'
  | 'externalId'
>;

/** Values of own fields by name as Prisma takes them (custom ones: customPatch): a day becomes midnight UTC, which a DATE column keeps as that day. */
export function toColumns(values: RecordValues): Columns {
  const { birthday, consentState: _, ...texts } = values;
  const columns: Columns = Object.fromEntries(
    Object.entries(texts).filter(([name]) => !name.startsWith('custom.')),
  );
  if (birthday !== undefined) columns.birthday = birthday === null ? null : new Date(`${birthday}T00:00:00Z`);
  return columns;
}
