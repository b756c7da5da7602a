import { agree, plural } from '@/lib/format';
import type { CsvFormat } from '../csv-import-schemas';
import type { FileProfile } from '../profile/column-facts';
import type { CsvMapping } from '../csv-import-schemas';
import type { CsvWarning } from '../proposal-schemas';
import { readConsentColumn } from './consent-columns';

type Known = {
  profile: FileProfile;
  format: CsvFormat;
  mapping: CsvMapping;
  /** Columns that a recipe leaves out knowingly. */
  ignored: ReadonlySet<number>;
  splitNames: boolean;
};

const cut = (text: string): string => text.slice(0, 80);
const someRows = (rows: readonly number[]): string =>
  `${agree(rows.length, 'Row', 'Rows')} ${rows.slice(0, 10).join(', ')}${rows.length > 10 ? ' …' : ''}`;

/** What a person should know before the start, the gravest first. Nothing of it stands in the way. */
export function warningsOf(known: Known): CsvWarning[] {
  return [...ofFile(known), ...ofAddresses(known), ...ofColumns(known)];
}

function ofFile({ profile, format }: Known): CsvWarning[] {
  const warn = (code: CsvWarning['code'], message: string): CsvWarning => ({ code, message, column: null });
  const { headers } = profile;
  const found: CsvWarning[] = [];
  if (profile.problem) found.push(warn('unreadable', profile.problem));
  else if (profile.rowCount === 0)
    found.push(
      warn(
        'no_rows',
        format.hasHeader ? 'The file holds a header row and nobody below it.' : 'The file holds no rows.',
      ),
    );
  else if (headers.length === 1 && profile.columns[0]?.addresses.count === 0)
    found.push(
      warn(
        'one_column',
        'The file reads as one single column. If that is not what you see in it, choose another delimiter.',
      ),
    );
  const twice = format.hasHeader
    ? headers.find((header, index) => header !== '' && headers.indexOf(header) < index)
    : undefined;
  if (twice !== undefined)
    found.push(
      warn(
        'same_names',
        `More than one column is called “${cut(twice)}”. Look at what stands in them before you choose their fields.`,
      ),
    );
  if (profile.foreignRows.length > 0)
    found.push(
      warn(
        'foreign_bytes',
        `${someRows(profile.foreignRows)}: signs in another encoding than the rest of the file. Their values are left empty and listed.`,
      ),
    );
  if (format.firstRow > 1)
    found.push(
      warn('title_lines', `The table begins in row ${format.firstRow}; what stands above it is left out.`),
    );
  if (profile.footRows.length > 0)
    found.push(
      warn('report_foot', `${someRows(profile.footRows)}: the foot of a report, no people. Left out.`),
    );
  return found;
}

function ofAddresses({ profile, mapping }: Known): CsvWarning[] {
  const found: CsvWarning[] = [];
  const mapped = Object.entries(mapping)
    .filter(([, field]) => field === 'email')
    .map(([index]) => Number(index));
  profile.columns.forEach(({ addresses, filled }, column) => {
    const name = cut(profile.headers[column] ?? '');
    if (mapped.includes(column)) {
      if (addresses.cleaned > 0)
        found.push({
          code: 'addresses_cleaned',
          column,
          message: `${plural(addresses.cleaned, 'address', 'addresses')} in “${name}” ${agree(addresses.cleaned, 'is cleaned of what stands around it', 'are cleaned of what stands around them')}: ${addresses.examples.map(cut).join(' · ')}`,
        });
      if (addresses.slips.length > 0)
        found.push({
          code: 'likely_slips',
          column,
          message: `Likely slips in “${name}”, imported as they stand: ${addresses.slips.map(cut).join(' · ')}`,
        });
      return;
    }
    if (filled === 0 || addresses.count < filled * 0.5) return;
    if (mapped.length === 0)
      found.push({
        code: 'no_email_column',
        column,
        message: `No column goes into E-mail, though “${name}” holds addresses. People come in without one.`,
      });
    else if (!(String(column) in mapping))
      found.push({
        code: 'second_email_column',
        column,
        message: `“${name}” holds addresses too and is left out: a record has one.`,
      });
  });
  return found;
}

function ofColumns({ profile, format, mapping, ignored, splitNames }: Known): CsvWarning[] {
  const found: CsvWarning[] = [];
  profile.columns.forEach((facts, column) => {
    const heading = profile.headers[column] ?? '';
    const field = mapping[String(column)];
    if (field === undefined && format.hasHeader && !ignored.has(column) && facts.filled > 0) {
      if (readConsentColumn({ index: column, heading, facts, channel: 'email' }, {}, false))
        found.push({
          code: 'opt_out_left_out',
          column,
          message: `“${cut(heading)}” looks as if it said who opted out, and is left out: everyone in it comes in as before.`,
        });
    }
    if (
      field !== undefined &&
      facts.numbers.scientific > 0 &&
      /E\+/i.test(facts.numbers.scientificExamples.join())
    )
      found.push({
        code: 'digits_gone',
        column,
        message: `A spreadsheet has cut digits off in “${cut(heading)}”: ${facts.numbers.scientificExamples.join(' · ')}`,
      });
    if (field === 'fullName')
      found.push({
        code: 'full_name_split',
        column,
        message: splitNames
          ? `“${cut(heading)}” is split: behind a comma stands the first name, else the last word is the last name. You can switch that off.`
          : `“${cut(heading)}” stays whole, as the last name.`,
      });
  });
  return found;
}
