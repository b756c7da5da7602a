import type { Context } from '@/lib/context';
import { readCatalogue, today } from '@/lib/crm';
import type { CsvImportOptions, RecordField } from '@/lib/crm/schemas';
import { recallMapping } from './csv-mapping-memory';
import type { CsvFormat, CsvMapping } from '../csv-import-schemas';
import { type CsvImportRow, optionsOf } from '../csv-imports-internal';
import type { FileProfile } from '../profile/column-facts';
import { readProfile } from '../profile/stored-profile';
import type { CsvAnswers } from '../proposal-schemas';
import { type Proposal, propose } from './propose';
import { proposeSuppression } from './propose-suppression';

export type GivenByPerson = {
  format: CsvFormat;
  mapping?: CsvMapping;
  options?: CsvImportOptions;
  answers?: CsvAnswers;
};

export type ImportProposal = Proposal & {
  profile: FileProfile;
  catalogue: RecordField[];
  /** What was decided for columns of these names before; '' where one was left out on purpose. */
  recalled: ReadonlyMap<number, string>;
};

/** The proposal for an uploaded file with what a person has decided so far. */
export async function proposeImport(
  ctx: Context,
  row: CsvImportRow,
  { format, ...given }: GivenByPerson,
): Promise<ImportProposal> {
  const profile = await readProfile(ctx, row.id, format);
  const catalogue = await readCatalogue(ctx.db.prisma, row.entity);
  // What was left out of people's files says nothing of addresses that must not be mailed.
  const recalled =
    format.hasHeader && row.kind === 'people'
      ? await recallMapping(ctx.db.prisma, row.entity, profile.headers)
      : new Map<number, string>();
  const input = {
    profile,
    format,
    fileName: row.fileName,
    catalogue,
    recalled,
    given,
    stored: optionsOf(row),
    year: Number(today(ctx).slice(0, 4)),
  };
  const proposal = row.kind === 'suppression' ? proposeSuppression(input) : propose(input);
  return { ...proposal, profile, catalogue, recalled };
}
