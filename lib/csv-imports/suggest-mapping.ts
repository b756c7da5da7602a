import type { CsvMapping } from './csv-import-schemas';
import type { RecordField } from '@/lib/crm/schemas';
import { cleanAddress } from './values/clean-address';

/** How files call our fields; compared without case, accents and signs. The first of a line is the field's own name. */
const synonyms: Record<string, readonly string[]> = {
  firstName: [
    'firstname',
    'forename',
    'givenname',
    'vorname',
    'prenom',
    'nombre',
    'nome',
    'voornaam',
    'fname',
    'first',
  ],
  lastName: [
    'lastname',
    'surname',
    'familyname',
    'nachname',
    'familienname',
    'nomdefamille',
    'apellido',
    'apellidos',
    'cognome',
    'achternaam',
    'lname',
    'last',
  ],
  email: [
    'email',
    'emailaddress',
    'mail',
    'mailaddress',
    'emailadresse',
    'mailadresse',
    'courriel',
    'adressemail',
    'correo',
    'correoelectronico',
    'eposta',
    'email1',
    'primaryemail',
    'contactemail',
  ],
  phone: [
    'phone',
    'phonenumber',
    'telephone',
    'tel',
    'telefon',
    'telefonnummer',
    'telefono',
    'phone1',
    'telephone1',
    'landline',
    'businessphone',
    'workphone',
    'homephone',
    'festnetz',
  ],
  mobile: [
    'mobile',
    'mobilephone',
    'mobilenumber',
    'cell',
    'cellphone',
    'handy',
    'handynummer',
    'mobil',
    'mobiltelefon',
    'portable',
    'movil',
    'cellulare',
  ],
  company: [
    'company',
    'companyname',
    'organisation',
    'organization',
    'firma',
    'unternehmen',
    'account',
    'accountname',
    'employer',
    'societe',
    'entreprise',
    'empresa',
    'azienda',
    'bedrijf',
  ],
  jobTitle: [
    'jobtitle',
    'title',
    'position',
    'role',
    'job',
    'funktion',
    'berufsbezeichnung',
    'poste',
    'cargo',
  ],
  website: ['website', 'url', 'web', 'homepage', 'webseite', 'site', 'siteweb', 'domain'],
  birthday: [
    'birthday',
    'birthdate',
    'dateofbirth',
    'dob',
    'geburtstag',
    'geburtsdatum',
    'datedenaissance',
    'fechadenacimiento',
    'born',
  ],
  gender: ['gender', 'sex', 'geschlecht', 'genre', 'sexe'],
  street: [
    'street',
    'address',
    'address1',
    'streetaddress',
    'addressline1',
    'strasse',
    'straße',
    'adresse',
    'anschrift',
    'rue',
    'calle',
    'via',
    'straat',
  ],
  city: ['city', 'town', 'ort', 'stadt', 'wohnort', 'ville', 'ciudad', 'citta', 'plaats', 'locality'],
  region: [
    'region',
    'state',
    'province',
    'county',
    'bundesland',
    'departement',
    'provincia',
    'stateprovince',
  ],
  postalCode: [
    'postalcode',
    'postcode',
    'zip',
    'zipcode',
    'plz',
    'postleitzahl',
    'codepostal',
    'codigopostal',
    'cap',
  ],
  country: ['country', 'land', 'pays', 'pais', 'paese', 'countrycode', 'nation'],
  language: ['language', 'lang', 'locale', 'sprache', 'langue', 'idioma', 'lingua', 'taal'],
  source: ['source', 'leadsource', 'origin', 'quelle', 'herkunft', 'channel'],
  externalId: [
    'externalid',
    'customerid',
    'contactid',
    'leadid',
    'customernumber',
    'kundennummer',
    'kundennr',
    'kdnr',
    'id',
    'reference',
  ],
  ownerId: [
    'owner',
    'recordowner',
    'accountowner',
    'leadowner',
    'contactowner',
    'accountmanager',
    'assignedto',
    'betreuer',
    'verantwortlich',
    'propietario',
  ],
  tags: [
    'tags',
    'tag',
    'labels',
    'label',
    'keywords',
    'schlagworte',
    'schlagwort',
    'etiquettes',
    'etiquetas',
  ],
  consentState: [
    'marketingconsent',
    'consent',
    'optin',
    'newsletter',
    'emailconsent',
    'einwilligung',
    'marketingoptin',
  ],
};

const LONGEST_HEADING = 200;

const loose = (text: string): string =>
  text
    .slice(0, LONGEST_HEADING)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

const before =
  /^(?:mailing|default address|default|business|billing|primary|contact|customer|person|personal|work|main|postal|adresse|rechnungs|address 1 -|user|member|subscriber)[ _-]+/i;
const aside = /\([^)]*\)|\[[^\]]*\]/g;
const behind = /[ _-]*(?:\d+ ?- ?value|- value|line 1|1)$/i;

/** A heading as it stands, then without what is said aside (“Telefon (privat)”), before it (“Mailing City”) and behind, then its first half (“Country/Region”). */
function namesOf(heading: string): string[] {
  const short = heading.slice(0, LONGEST_HEADING);
  const plain = short.replace(aside, ' ').trim();
  const bare = plain.replace(before, '');
  const half = bare.split('/')[0] ?? '';
  return [
    ...new Set([short, plain, bare, plain.replace(behind, ''), bare.replace(behind, ''), half].map(loose)),
  ].filter((name) => name !== '');
}

/**
 * Which field each column most likely is: by its name, an e-mail column also by what stands in it. One column per field; a
 * custom field is known by its label and its key. Columns and fields that are decided already are left alone.
 */
export function suggestMapping(
  headers: readonly string[],
  samples: readonly (readonly string[])[],
  known: { custom?: readonly RecordField[]; taken?: ReadonlySet<number>; fields?: ReadonlySet<string> } = {},
): CsvMapping {
  const names = headers.map(namesOf);
  const mapping: CsvMapping = {};
  const taken = new Set(known.taken);
  const mapped = new Set(known.fields);
  const take = (field: string, index: number): void => {
    if (index < 0) return;
    mapping[String(index)] = field;
    taken.add(index);
    mapped.add(field);
  };
  const custom = (known.custom ?? []).map((field): [string, string[]] => [
    field.name,
    [loose(field.label), loose(field.column), loose(field.name)],
  ]);
  const depth = Math.max(0, ...names.map((forms) => forms.length));
  // What a column is called outright goes before what it may be called in short.
  for (let form = 0; form < depth; form += 1) {
    for (const [field, words] of [...Object.entries(synonyms), ...custom]) {
      if (mapped.has(field)) continue;
      const best = words
        .map((word) => names.findIndex((forms, index) => forms[form] === word && !taken.has(index)))
        .find((index) => index >= 0);
      take(field, best ?? -1);
    }
  }
  // "Name" beside a first name is the last name.
  if (mapped.has('firstName') && !mapped.has('lastName'))
    take(
      'lastName',
      names.findIndex(([name], index) => (name === 'name' || name === 'nom') && !taken.has(index)),
    );
  if (!mapped.has('email'))
    take(
      'email',
      headers.findIndex((_, index) => !taken.has(index) && mostlyEmails(samples[index] ?? [])),
    );
  return mapping;
}

function mostlyEmails(values: readonly string[]): boolean {
  const filled = values.filter((value) => value.trim() !== '');
  return (
    filled.length > 0 &&
    filled.filter((value) => cleanAddress(value).address !== null).length / filled.length > 0.6
  );
}
