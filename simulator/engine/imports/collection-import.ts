import type { ContactInput } from '../contacts';
import { findDataField } from '../data-fields';
import { refuse } from '../failure';
import type { World } from '../world';
import { createFileImport, ImportUpload, refuseTooMany } from './create-import';
import { writeCsvLine } from './csv';
import type { ImportOrders, ImportRecord, MergeOption } from './import-record';

export interface CollectionContact extends ContactInput {
  consentFields?: { key: string; value?: unknown }[] | null | undefined;
}

const consentColumns: Record<string, string> = {
  TEXT: 'CONSENTTEXT',
  URL: 'CONSENTURL',
  DATETIMECONSENTED: 'CONSENTDATETIME',
  IPADDRESS: 'CONSENTIP',
  USERAGENT: 'CONSENTUSERAGENT',
};

/** Contacts as JSON go the same way as a file: they are written as one, so that both end in the same counters. */
export function createCollectionImport(
  world: World,
  account: number,
  contacts: CollectionContact[],
  books: number[],
  mergeOption: MergeOption,
  orders: ImportOrders | undefined,
): ImportRecord {
  refuseTooMany(world, account);
  if (contacts.length === 0) throw refuse('ERROR_CONTACTS_ARE_NOT_SPECIFIED', 'No contacts were given.');
  const fields = [
    ...new Set(
      contacts.flatMap(({ dataFields }) => (dataFields ?? []).map(({ key }) => key.trim().toUpperCase())),
    ),
  ];
  for (const field of fields)
    if (!findDataField(world, account, field))
      throw refuse('ERROR_DATAFIELD_NOTFOUND', `Data field ${field} does not exist.`);

  const upload = new ImportUpload(world);
  upload.fileName = 'collection.csv';
  const write = (cells: string[]): void => upload.push(Buffer.from(`${writeCsvLine(cells)}\r\n`));
  write(['Email', 'OptInType', 'EmailType', ...Object.values(consentColumns), ...fields]);
  for (const { email, optInType, emailType, dataFields, consentFields } of contacts) {
    const consent = new Map((consentFields ?? []).map(({ key, value }) => [key.trim().toUpperCase(), value]));
    const values = new Map((dataFields ?? []).map(({ key, value }) => [key.trim().toUpperCase(), value]));
    write([
      email,
      optInType ?? '',
      emailType ?? '',
      ...Object.keys(consentColumns).map((key) => textOf(consent.get(key))),
      ...fields.map((field) => textOf(values.get(field))),
    ]);
  }
  upload.end();
  return createFileImport(world, account, { books, mergeOption, upload, orders });
}

const textOf = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value as string | number | boolean);
