import { emailKey } from '@/lib/email-key';
import type { CsvMapping } from './csv-import-schemas';
import type { RecordField } from '@/lib/crm/schemas';

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
  gender: ['gender', 'sex', 'geschlecht', 'genre', 'sexe', 'anrede', 'salutation'],
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

/**
 * Which field each column most likely is: by what was decided for its name before, by its name, an e-mail column also by
 * what stands in it. One column per field; a custom field is known by its label and its key.
 */
export function suggestMapping(
  headers: readonly string[],
  samples: readonly (readonly string[])[],
  known: { custom?: readonly RecordField[]; recalled?: ReadonlyMap<number, string> } = {},
): CsvMapping {
  const names = headers.map(loose);
  const recalled = known.recalled ?? new Map<number, string>();
  const mapping: CsvMapping = {};
  const taken = new Set<number>();
  const take = (field: string, index: number): void => {
    if (index < 0) return;
    mapping[String(index)] = field;
    taken.add(index);
  };
  for (const [index, field] of recalled) {
    if (field === '') taken.add(index);
    else if (!Object.values(mapping).includes(field)) take(field, index);
  }
  const custom = (known.custom ?? []).map((field): [string, string[]] => [
    field.name,
    [loose(field.label), loose(field.column), loose(field.name)],
  ]);
  for (const [field, words] of [...Object.entries(synonyms), ...custom]) {
    if (Object.values(mapping).includes(field)) continue;
    const best = words
      .map((word) => names.findIndex((name, index) => name === word && !taken.has(index)))
      .find((index) => index >= 0);
    take(field, best ?? -1);
  }
  const mapped = new Set(Object.values(mapping));
  // "Name" beside a first name is the last name.
  if (mapped.has('firstName') && !mapped.has('lastName'))
    take(
      'lastName',
      names.findIndex((name, index) => (name === 'name' || name === 'nom') && !taken.has(index)),
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
  return filled.length > 0 && filled.filter((value) => emailKey(value) !== null).length / filled.length > 0.6;
}
