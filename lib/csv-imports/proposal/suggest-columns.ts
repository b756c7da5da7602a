import { type ConsentChannel, consentChannels, consentFields, type RecordField } from '@/lib/crm/schemas';
import type { FileProfile } from '../profile/column-facts';
import type { CsvReason } from '../proposal-schemas';
import type { RecipeMatch } from '../recipes/recipe';
import { suggestMapping } from './suggest-mapping';
import { readConsentColumn } from './consent-columns';
import { headingSense } from '../opt-outs/heading-sense';

export type Suggestion = { field: string; why: CsvReason };

type Known = {
  profile: FileProfile;
  hasHeader: boolean;
  recipe: RecipeMatch | null;
  /** What was chosen for a column of this name before; '' where it was left out on purpose. */
  recalled: ReadonlyMap<number, string>;
  /** Fields that a column may go into, custom ones among them. */
  fields: readonly RecordField[];
  targets: ReadonlySet<string>;
};

const fullNames = new Set([
  ...[
    'name',
    'fullname',
    'contactname',
    'customername',
    'displayname',
    'yourname',
    'completename',
    'personname',
    'formattedname',
  ],
  ...[
    'vollername',
    'vorundnachname',
    'vornamenachname',
    'kontakt',
    'ansprechpartner',
    'kundenname',
    'nom',
    'nomcomplet',
  ],
  ...[
    'nometprenom',
    'prenometnom',
    'nomprenom',
    'nombrecompleto',
    'nombreyapellidos',
    'nominativo',
    'nomecompleto',
  ],
  ...[
    'nomeecognome',
    'nomecognome',
    'naam',
    'volledigenaam',
    'imieinazwisko',
    'namn',
    'navn',
    'fulltnavn',
    'jmenoaprijmeni',
  ],
]);

/** “Attendee Name”, “Kontaktname”: the whole name of somebody in a role. */
const nameInARole =
  /^(?:attendee|participant|member|guest|recipient|buyer|client|customer|subscriber|donor|patient|student|parent|employee|lead|user|contact|billing|shipping|kontakt|kunden|teilnehmer|mitglieds?|empfanger|gast|besteller|klant|deelnemers?|klanten)(?:full)?name?$|^(?:customer|client|kunde|mitglied|teilnehmer|attendee|participant|cliente|klant|deelnemer|kund)$/;

const loose = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/**
 * Where each column most likely goes: what was decided for its name before, the recipe of the system it comes from, what it
 * says of consent, its name, and an address column by what stands in it.
 */
export function suggestColumns(known: Known): Map<number, Suggestion> {
  const { profile, recipe, recalled, targets } = known;
  const found = new Map<number, Suggestion>();
  const taken = new Set<number>();
  for (const [index, field] of recalled) {
    taken.add(index);
    if (field !== '') found.set(index, { field, why: 'remembered' });
  }
  for (const [index, { field }] of recipe?.columns ?? []) {
    if (taken.has(index)) continue;
    taken.add(index);
    if (field !== null && targets.has(field)) found.set(index, { field, why: 'recipe' });
  }
  if (known.hasHeader)
    for (const channel of consentChannels) suggestConsent(known, found, taken, { channel, by: 'name' });
  const byName = suggestMapping(
    profile.headers,
    profile.columns.map((column) => column.samples),
    { custom: known.fields.filter((field) => field.source === 'custom'), taken, fields: fieldsIn(found) },
  );
  for (const [index, field] of Object.entries(byName)) {
    taken.add(Number(index));
    found.set(Number(index), { field, why: known.hasHeader ? 'name' : 'values' });
  }
  suggestFullName(known, found, taken);
  // “Pending” below “First name” is somebody’s name: what has a field of its own by its name isn’t asked for states.
  if (known.hasHeader) suggestConsent(known, found, taken, { channel: 'email', by: 'values' });
  return found;
}

const fieldsIn = (found: ReadonlyMap<number, Suggestion>): Set<string> =>
  new Set([...found.values()].map(({ field }) => field));

/** Every column that says who may be reached by a channel is one: several are read together, the strictest is believed. */
function suggestConsent(
  { profile }: Known,
  found: Map<number, Suggestion>,
  taken: Set<number>,
  { channel, by }: { channel: ConsentChannel; by: 'name' | 'values' },
): void {
  const name = consentFields[channel];
  profile.columns.forEach((facts, index) => {
    if (taken.has(index)) return;
    const heading = profile.headers[index] ?? '';
    const consent = readConsentColumn({ index, heading, facts, channel }, {}, false);
    if (consent?.why === by) {
      taken.add(index);
      found.set(index, { field: name.state, why: consent.why });
      return;
    }
    const named = headingSense(heading, channel);
    const isTime =
      named?.sense === 'opt-in' &&
      named.moment &&
      facts.filled > 0 &&
      /opt|consent|confirm|einwillig|zustimm|consent/i.test(heading);
    if (by === 'values' || !isTime || fieldsIn(found).has(name.at)) return;
    taken.add(index);
    found.set(index, { field: name.at, why: 'name' });
  });
}

const isWholeName = (name: string): boolean => fullNames.has(name) || nameInARole.test(name);

/** A whole name has a place where no column holds its parts. */
function suggestFullName(
  { profile, hasHeader }: Known,
  found: Map<number, Suggestion>,
  taken: Set<number>,
): void {
  const fields = fieldsIn(found);
  if (!hasHeader || fields.has('firstName') || fields.has('lastName') || fields.has('fullName')) return;
  const index = profile.headers.findIndex((header, n) => !taken.has(n) && isWholeName(loose(header)));
  if (index < 0) return;
  taken.add(index);
  found.set(index, { field: 'fullName', why: 'name' });
}
