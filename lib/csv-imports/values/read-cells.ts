import {
  type DateOrder,
  type FieldProblem,
  isNoDate,
  isScientific,
  recogniseDate,
  recogniseMonthDay,
  recogniseNumber,
} from '@/lib/crm';
import type { ConsentChannel } from '@/lib/crm/schemas';
import type { CsvReader, PlannedColumn } from '../proposal-schemas';
import type { ConsentMeaning } from '../opt-outs/word-meaning';
import { cellText, isNoAnswer, withoutApostrophe } from './cell-text';
import { cleanAddress, holdsSeveral } from './clean-address';
import { saysNotWhether } from './consent-words';
import { mobileLabels } from './mobile-labels';
import { readConsent, stricter } from './read-consent';
import { fieldsOf } from '../fields-of-column';
import { readGender } from './read-gender';
import { readMoment } from './read-moment';
import { isBirthday } from './birthday-fields';
import { isNoSerial, serialDay, serialMoment } from './serial-day';
import { splitName } from './split-name';

/** A row while its cells are read: texts by field, and what can't be read. */
export type RowReading = {
  cells: readonly string[];
  texts: Record<string, string>;
  /** What was said of each channel, and when, by the column that says it. */
  consents: Partial<Record<ConsentChannel, { said: ConsentMeaning; at: string | null }>>;
  problems: FieldProblem[];
};

export type ReadSettings = { dateOrder: DateOrder; splitNames: boolean; year: number };

type Reader<Kind extends CsvReader['read']> = (
  text: string,
  row: RowReading,
  column: PlannedColumn & { reader: Extract<CsvReader, { read: Kind }> },
  settings: ReadSettings,
) => void;

/** What programs write where a day is needed and there is none: the first or the last that they know. */
const placeholders = new Set(['1753-01-01', '1899-12-30', '1899-12-31', '1900-01-01', '9999-12-31']);
const firstDay = /^(?:0001-0?1-0?1|0?1[./]0?1[./]0001)(?:[T ].{0,20})?$/;

const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** Of several columns for one field the first that is filled counts. */
function put(row: RowReading, field: string, text: string): void {
  if (!row.texts[field]) row.texts[field] = text;
}

/** The named readers: how a cell becomes the text that convertValues takes. */
const readers: { [Kind in CsvReader['read']]: Reader<Kind> } = {
  text: (text, row, { field }) => put(row, field, text),
  address: (text, row, { field }) => {
    // As Google parts several values of one cell, which stands in no address.
    const { address } = cleanAddress(text.split(':::')[0] ?? text);
    if (address === null && holdsSeveral(text))
      row.problems.push({
        field,
        message: `“${cut(text)}” holds more than one e-mail address. Leave the one that counts.`,
      });
    else put(row, field, address ?? text);
  },
  identifier: (text, row, { field }) => {
    const bare = withoutApostrophe(text);
    if (/E\+/i.test(bare) && isScientific(bare)) row.problems.push({ field, message: digitsGone(bare) });
    else put(row, field, bare);
  },
  phone: (text, row, { field, reader }) => {
    const bare = withoutApostrophe(text);
    if (isScientific(bare)) {
      row.problems.push({ field, message: digitsGone(bare) });
      return;
    }
    const typed = reader.international && /^\d{8,15}$/.test(bare) ? `+${bare}` : bare;
    put(row, reader.label === null ? field : phoneField(row.cells[reader.label] ?? '', field), typed);
  },
  day: (text, row, { field, reader }, { year }) => {
    const bare = withoutApostrophe(text).trim();
    if (isNoDate(bare) || isNoAnswer(bare) || (reader.serial && isNoSerial(bare)) || firstDay.test(bare))
      return;
    const day = recogniseDate(bare, { ...reader, year }) ?? (reader.serial && serialDay(bare, reader.serial));
    if (day !== null && placeholders.has(day)) return;
    const monthDay =
      day === null && isBirthday(field) ? recogniseMonthDay(bare, reader.order) : (day?.slice(5) ?? null);
    if (field === 'birthdayMonthDay') put(row, field, monthDay ?? text);
    else if (day === null && monthDay !== null) put(row, 'birthdayMonthDay', monthDay);
    else put(row, field, day ?? text);
  },
  moment: (text, row, { field, reader }) => {
    if (isNoDate(text) || isNoAnswer(text)) return;
    const bare = withoutApostrophe(text).trim();
    const moment = readMoment(bare, reader.order) ?? (reader.serial && serialMoment(bare, reader.serial));
    if (moment) put(row, field, moment);
    else row.problems.push({ field, message: `“${cut(text)}” is not a time.` });
  },
  number: (text, row, { field, reader }) => {
    const bare = withoutApostrophe(text);
    if (isNoAnswer(bare)) return put(row, field, '');
    if (isScientific(bare)) {
      row.problems.push({ field, message: digitsGone(bare) });
      return;
    }
    return put(row, field, recogniseNumber(bare, reader.decimal ?? undefined) ?? text);
  },
  consent: (text, row, { field, reader }, { dateOrder }) => {
    const said = readConsent(text, reader, dateOrder);
    if (said === null) {
      row.problems.push({ field, message: `“${cut(text)}” ${saysNotWhether(reader.channel)}` });
      return;
    }
    const before = row.consents[reader.channel] ?? { said: 'unknown', at: null };
    const strictest = stricter(before.said, said.meaning);
    row.consents[reader.channel] = strictest === before.said ? before : { said: strictest, at: said.at };
  },
  'full-name': (text, row, _, { splitNames }) => {
    const { firstName, lastName } = splitNames ? splitName(text) : { firstName: '', lastName: text };
    put(row, 'firstName', firstName);
    put(row, 'lastName', lastName);
  },
  gender: (text, row, { field }) => put(row, field, readGender(text)),
  'yes-no': (text, row, { field }) => put(row, field, isNoAnswer(text) ? '' : text),
  tags: (text, row, { field, reader }) => {
    const tags = text
      .split(/[,;|]|:::/)
      .map((tag) =>
        tag
          .trim()
          .replace(/^\*\s*/, '')
          .replace(/^["']|["']$/g, ''),
      )
      .filter((tag) => tag !== '' && !reader.without.includes(tag.toLowerCase()));
    const before = row.texts[field];
    row.texts[field] = before ? `${before}|${tags.join('|')}` : tags.join('|');
  },
};

const digitsGone = (text: string): string =>
  `“${cut(text)}” is a number as a spreadsheet shows it: its digits are gone. Write it in full, in a column of the format Text.`;

const phoneField = (label: string, field: string): string => {
  if (label.trim() === '') return field;
  return mobileLabels.test(label) ? 'mobile' : 'phone';
};

/** Reads one cell of a column into its row. Blank cells say nothing but that they are there. */
export function readCell(column: PlannedColumn, row: RowReading, settings: ReadSettings): void {
  if (column.unless.some((index) => (row.cells[index] ?? '').trim() !== '')) return;
  const cell = cellText(row.cells[column.index] ?? '');
  const parts = column.split === null ? null : cell.split(column.split).map((part) => part.trim());
  const text = parts ? (parts.find((part) => part !== '') ?? '') : cell;
  if (column.reader.read !== 'consent') for (const field of fieldsOf(column)) put(row, field, '');
  if (text === '' || text.trim() === '') return;
  if (text.includes('\uFFFD')) {
    row.problems.push({
      field: column.field,
      message: `“${cut(text)}” holds a sign in another encoding than the rest of the file.`,
    });
    return;
  }
  const read = readers[column.reader.read] as Reader<CsvReader['read']>;
  read(text, row, column, settings);
}
