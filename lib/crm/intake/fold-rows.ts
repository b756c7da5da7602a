import type { RecordValues } from '../fields/convert-values';
import { derivedFields } from '../fields/fields';
import type { CsvImportOptions } from './intake-schemas';

/** One person of a batch: the rows of the file that speak of them, folded, the later over the earlier. */
export type StagedPerson<Row> = {
  key: string | null;
  values: RecordValues;
  tags: string[];
  rows: Row[];
  repeatUpdated: number;
  repeatUnchanged: number;
};

/** Beside the state of a consent: said with it or not at all. */
const consentParts: Record<string, string> = {
  consentAt: 'consentState',
  consentSource: 'consentState',
  consentText: 'consentState',
};
const ofConsent = (name: string): boolean => name === 'consentState' || name in consentParts;

export function foldInto<Row>(
  person: StagedPerson<Row>,
  row: Row,
  later: { values: RecordValues; tags: string[] },
  emptyCells: CsvImportOptions['emptyCells'],
): void {
  let changed = false;
  const optedOut = person.values.consentState === 'withdrawn';
  for (const [name, value] of Object.entries(later.values)) {
    const source = derivedFields[name] ?? consentParts[name] ?? name;
    if ((later.values[source] ?? null) === null && (emptyCells === 'keep' || ofConsent(name))) continue;
    // Two rows that disagree: whoever opted out in one of them has opted out.
    if (ofConsent(name) && optedOut) continue;
    if (person.values[name] !== value) changed = true;
    person.values[name] = value;
  }
  const tags = later.tags.filter((tag) => !person.tags.includes(tag));
  if (tags.length > 0) {
    person.tags = [...person.tags, ...tags];
    changed = true;
  }
  person.rows.push(row);
  if (changed) person.repeatUpdated += 1;
  else person.repeatUnchanged += 1;
}
