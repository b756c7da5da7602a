import { findRecordField } from '@/lib/crm';
import { isConsentState } from '@/lib/crm/schemas';
import { invalidInput } from '@/lib/errors';
import type { CsvMapping } from '../csv-import-schemas';
import type { ImportProposal } from './propose-import';
import { targetsOf } from '../values/import-targets';

const identifying = ['email', 'firstName', 'lastName', 'fullName', 'phone', 'mobile', 'externalId'];
/** Several columns of these are read together. */
const isShared = (field: string): boolean => isConsentState(field) || field === 'tags';

/** Throws for columns that go into fields that don't exist, into one field twice, or that don't say who a person is. */
export function refuseMapping(
  mapping: CsvMapping,
  { catalogue, recipe, options: { matchBy } }: Pick<ImportProposal, 'catalogue' | 'recipe' | 'options'>,
): void {
  const fields = Object.values(mapping);
  const targets = new Set(targetsOf(catalogue).map(({ name }) => name));
  const unknown = fields.find((name) => !targets.has(name));
  if (unknown !== undefined)
    throw invalidInput(`There is no field ${unknown} that a column could go into. Choose another one.`, {
      mapping: `There is no field ${unknown}.`,
    });
  // A recipe names the order in which columns of one field count.
  const known = (index: string): boolean => {
    const told = recipe?.columns.get(Number(index))?.field ?? null;
    return told !== null;
  };
  const chosen = Object.entries(mapping).filter(([index, field]) => !isShared(field) && !known(index));
  const twice = chosen.some(([index, field]) =>
    Object.entries(mapping).some(([other, name]) => other !== index && name === field),
  );
  if (twice)
    throw invalidInput('Two columns go into the same field. Let one of them be left out.', {
      mapping: 'Two columns go into the same field.',
    });
  if (fields.length === 0)
    throw invalidInput('Choose a field for at least one column.', {
      mapping: 'Choose a field for at least one column.',
    });
  if (matchBy === 'externalId' && !fields.includes('externalId')) {
    throw invalidInput('Matching by external id needs a column for it.', {
      'options.matchBy': 'Choose the column that holds the external id, or match by e-mail.',
    });
  }
  if (!fields.some((name) => identifying.includes(name))) {
    const labels = ['email', 'firstName', 'lastName', 'phone', 'mobile']
      .map((name) => findRecordField(name)?.label)
      .join(', ');
    throw invalidInput(`No column says who a person is. Choose at least one of: ${labels}.`);
  }
}
