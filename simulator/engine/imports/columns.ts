import { findDataField, type DataField } from '../data-fields';
import type { World } from '../world';
import { isEmailColumn } from './create-import';

export interface Columns {
  email: number;
  optIn: number;
  emailType: number;
  fields: { index: number; field: DataField }[];
  consent: { index: number; key: string }[];
  preferences: { index: number; path: string }[];
  /** How many columns mean nothing here. */
  unknown: number;
}

const consentKeys: Record<string, string> = {
  CONSENTTEXT: 'TEXT',
  CONSENTURL: 'URL',
  CONSENTDATETIME: 'DATETIMECONSENTED',
  CONSENTIP: 'IPADDRESS',
  CONSENTUSERAGENT: 'USERAGENT',
};

/** Which column is what; names count without regard to case, and a column that means nothing is dropped. */
export function readColumns(world: World, account: number, header: string[]): Columns {
  const columns: Columns = {
    email: header.findIndex(isEmailColumn),
    optIn: -1,
    emailType: -1,
    fields: [],
    consent: [],
    preferences: [],
    unknown: 0,
  };
  for (const [index, name] of header.entries()) {
    const word = name.trim().toUpperCase();
    const consent = consentKeys[word];
    const field = findDataField(world, account, word);
    if (index === columns.email) continue;
    else if (word === 'OPTINTYPE') columns.optIn = index;
    else if (word === 'EMAILTYPE') columns.emailType = index;
    else if (consent) columns.consent.push({ index, key: consent });
    else if (word.startsWith('PREFERENCE:'))
      columns.preferences.push({ index, path: name.slice('preference:'.length).trim() });
    else if (
      field &&
      field.name !== 'LASTSUBSCRIBED' &&
      !columns.fields.some((known) => known.field.name === field.name)
    )
      columns.fields.push({ index, field });
    else if (!field && word !== 'ID') columns.unknown += 1;
  }
  return columns;
}
