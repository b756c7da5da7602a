import type { CsvImportOptions } from '@/lib/crm/schemas';
import { type CsvColumnPreview, whoMayBeReached } from '@/lib/csv-imports/schemas';

const orders = { dmy: 'day first', mdy: 'month first', ymd: 'year first' };

/** How the cells of a column are read, in a few words. */
export function readingWords(
  { reader }: CsvColumnPreview,
  columns: readonly CsvColumnPreview[],
  { splitNames }: Pick<CsvImportOptions, 'splitNames'>,
): string {
  switch (reader?.read) {
    case 'address':
      return 'read as an address, cleaned of what stands around it';
    case 'identifier':
      return 'read digit by digit';
    case 'phone': {
      const label = columns.find(({ index }) => index === reader.label)?.header;
      return label === undefined ? 'read as a phone number' : `read as the phone that “${label}” says`;
    }
    case 'day':
      return `read as a day, ${reader.serial ? `counted from ${reader.serial}` : orders[reader.order]}`;
    case 'moment':
      return `read as a time, ${reader.serial ? `counted from ${reader.serial}` : orders[reader.order]}`;
    case 'number':
      return reader.decimal === null
        ? 'read as a number'
        : `read as a number, decimals after the ${reader.decimal === ',' ? 'comma' : 'point'}`;
    case 'consent':
      return `read as ${whoMayBeReached(reader.channel)}`;
    case 'full-name':
      return splitNames ? 'split into first and last name' : 'kept whole, as the last name';
    case 'gender':
      return 'read as a gender';
    case 'yes-no':
      return 'read as yes or no';
    case 'tags':
      return 'read as tags';
    default:
      return 'as it stands';
  }
}
