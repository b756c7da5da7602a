import type { RecordValues } from '../fields/convert-values';
import { derivedFields } from '../fields/fields';
import { consentChannelOf, consentFields } from '../records/consent-channels';
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

export function foldInto<Row>(
  person: StagedPerson<Row>,
  row: Row,
  later: { values: RecordValues; tags: string[] },
  emptyCells: CsvImportOptions['emptyCells'],
): void {
  let changed = false;
  const earlier = { ...person.values };
  for (const [name, value] of Object.entries(later.values)) {
    const channel = consentChannelOf(name);
    // What is said beside the state of a consent is said with it or not at all.
    const source = channel ? consentFields[channel].state : (derivedFields[name] ?? name);
    if ((later.values[source] ?? null) === null && (emptyCells === 'keep' || channel)) continue;
    // Two rows that disagree: whoever opted out in one of them has opted out.
    if (channel && earlier[source] === 'withdrawn') continue;
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
