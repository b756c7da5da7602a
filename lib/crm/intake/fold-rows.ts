import type { RecordValues } from '../fields/convert-values';
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

const derivedFrom: Record<string, string> = {
  emailKey: 'email',
  phoneE164: 'phone',
  mobileE164: 'mobile',
  consentAt: 'consentState',
  consentSource: 'consentState',
  consentText: 'consentState',
};
const ofConsent = new Set(['consentState', 'consentAt', 'consentSource', 'consentText']);

export function foldInto<Row>(
  person: StagedPerson<Row>,
  row: Row,
  later: { values: RecordValues; tags: string[] },
  emptyCells: CsvImportOptions['emptyCells'],
): void {
  let changed = false;
  const optedOut = person.values.consentState === 'withdrawn';
  for (const [name, value] of Object.entries(later.values)) {
    const source = derivedFrom[name] ?? name;
    if ((later.values[source] ?? null) === null && (emptyCells === 'keep' || ofConsent.has(name))) continue;
    // Two rows that disagree: whoever opted out in one of them has opted out.
    if (ofConsent.has(name) && optedOut) continue;
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
