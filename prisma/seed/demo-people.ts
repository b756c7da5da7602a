/** A steady source of chance: the same people at every seed. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

export type Person = {
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  company: string | null;
  jobTitle: string | null;
  phone: string | null;
  street: string | null;
  postalCode: string | null;
  city: string | null;
  country: string | null;
  language: string | null;
};

type Place = {
  country: string;
  language: string;
  cities: [city: string, postalCode: string, street: string][];
  first: string[];
  last: string[];
  phone: (n: number) => string;
};

const digits = (n: number, length: number): string => String(n % 10 ** length).padStart(length, '0');

const places: Place[] = [
  {
    country: 'GB',
    language: 'en',
    phone: (n) => `+44 20 7946 ${digits(n, 4)}`,
    cities: [
      ['London', 'EC1V 2NX', '14 Goswell Road'],
      ['Leeds', 'LS1 4AP', '3 Park Row'],
      ['Bristol', 'BS1 5TR', '21 Welsh Back'],
    ],
    first: ['Amelia', 'Oliver', 'Priya', 'Harriet', 'Callum', 'Zadie', 'Nathaniel', 'Imogen'],
    last: ['Whitcombe', 'Okafor', 'Bennett', 'O’Sullivan', 'Raghunathan', 'Ashworth', 'Pryce-Jones', 'Malik'],
  },
  {
    country: 'DE',
    language: 'de',
    phone: (n) => `040 1234${digits(n, 4)}`,
    cities: [
      ['Hamburg', '20457', 'Am Sandtorkai 30'],
      ['München', '80331', 'Sendlinger Straße 8'],
      ['Köln', '50667', 'Hohe Straße 41'],
    ],
    first: ['Tobias', 'Jürgen', 'Anneliese', 'Käthe', 'Sören', 'Friederike', 'Max', 'Özlem'],
    last: ['Achterberg', 'Müller', 'Weiß', 'Groß-Hansen', 'Schröder', 'von der Heide', 'Yıldız', 'Köhler'],
  },
  {
    country: 'FR',
    language: 'fr',
    phone: (n) => `01 99 00 ${digits(n, 2)} ${digits(n * 7, 2)}`,
    cities: [
      ['Lyon', '69002', '5 rue Mercière'],
      ['Nantes', '44000', '2 quai de la Fosse'],
      ['Lille', '59000', '18 rue de Béthune'],
    ],
    first: ['Jean-Baptiste', 'Élodie', 'Margaux', 'François', 'Noémie', 'Loïc', 'Anaïs', 'Théo'],
    last: ['Lefèvre', 'D’Alembert', 'Garçon', 'Benoît', 'de La Tour', 'Nguyen', 'Chauvet', 'Çelik'],
  },
  {
    country: 'ES',
    language: 'es',
    phone: (n) => `+34 910 00 ${digits(n, 4)}`,
    cities: [
      ['Sevilla', '41001', 'Calle Sierpes 12'],
      ['Bilbao', '48001', 'Gran Vía 3'],
      ['Málaga', '29015', 'Calle Larios 9'],
    ],
    first: ['José', 'María', 'Íñigo', 'Nuria', 'Andrés', 'Lucía', 'Xabier', 'Sofía'],
    last: ['Peña', 'Núñez', 'García-Márquez', 'Ibáñez', 'Etxeberria', 'Muñoz', 'Vázquez', 'Ferrer'],
  },
  {
    country: 'SE',
    language: 'sv',
    phone: (n) => `+46 8 123 ${digits(n, 4)}`,
    cities: [
      ['Göteborg', '411 06', 'Östra Hamngatan 17'],
      ['Malmö', '211 22', 'Södergatan 4'],
      ['Umeå', '903 26', 'Kungsgatan 55'],
    ],
    first: ['Åsa', 'Björn', 'Elin', 'Håkan', 'Märta', 'Viktor', 'Signe', 'Östen'],
    last: ['Ångström', 'Lindqvist', 'Öberg', 'Sjöström', 'Hägg', 'Bergman', 'Nyström', 'Wåhlin'],
  },
  {
    country: 'CZ',
    language: 'cs',
    phone: (n) => `+420 224 00${digits(n, 4)}`,
    cities: [
      ['Praha', '110 00', 'Dlouhá 33'],
      ['Brno', '602 00', 'Kobližná 2'],
      ['Plzeň', '301 00', 'Sedláčkova 11'],
    ],
    first: ['Marlene', 'Tomáš', 'Zdeňka', 'Jiří', 'Božena', 'Ondřej', 'Šárka', 'Lukáš'],
    last: ['Dvořák', 'Nováková', 'Šťastný', 'Procházková', 'Beneš', 'Řezníček', 'Hájek', 'Žižka'],
  },
  {
    country: 'JP',
    language: 'ja',
    phone: (n) => `+81 11 200 ${digits(n, 4)}`,
    cities: [
      ['Sapporo', '060-0042', 'Odori Nishi 4'],
      ['Osaka', '530-0001', 'Umeda 1-3'],
      ['Kyoto', '600-8216', 'Karasuma 721'],
    ],
    first: ['Aiko', 'Haruto', '結衣', 'Ren', 'Sakura', '大輔', 'Yuki', 'Mei'],
    last: ['Tanabe', 'Satō', '高橋', 'Ōnishi', 'Kobayashi', '渡辺', 'Mori', 'Inoue'],
  },
  {
    country: 'IE',
    language: 'en',
    phone: (n) => `+353 1 555 ${digits(n, 4)}`,
    cities: [
      ['Dublin', 'D09 X5N0', '7 Glasnevin Hill'],
      ['Cork', 'T12 RX8C', '40 South Mall'],
      ['Galway', 'H91 E2K3', '12 Quay Street'],
    ],
    first: ['Saoirse', 'Pádraig', 'Niamh', 'Eoin', 'Róisín', 'Tadhg', 'Caoimhe', 'Seán'],
    last: ['Ní Bhriain', 'O’Brien', 'Mac Giolla', 'Ó Súilleabháin', 'Kavanagh', 'Byrne', 'D’Arcy', 'McGrath'],
  },
];

const companies = [
  'Northwind',
  'Hafenwerk',
  'Maison Lefèvre',
  'Fjordline',
  'Serra & Filhos',
  'Kitanodai',
  'Glasnevin Press',
  'Banyan Labs',
  'Lindqvist Möbel',
  'Peña Textil',
  'Dlouhá Design',
  'Whitcombe & Daughters',
  'Blue Lantern',
  'Quayside Tools',
  'Rue Mercière',
];
const jobs = [
  'Buyer',
  'Head of purchasing',
  'Office manager',
  'Owner',
  'Designer',
  'Marketing lead',
  null,
  null,
  'Operations',
  'Studio manager',
];

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/[øØ]/g, 'o')
    .replace(/ı/g, 'i')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '');

/** The n-th of a believable company's people; every address is under a name that never resolves. */
export function ordinaryPerson(n: number, next: () => number): Person {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T;
  const place = pick(places);
  const [firstName, lastName, [city, postalCode, street]] = [
    pick(place.first),
    pick(place.last),
    pick(place.cities),
  ];
  const company = pick(companies);
  const name = `${plain(firstName) || 'p'}.${plain(lastName) || 'x'}`;
  return {
    firstName,
    lastName,
    company,
    city,
    postalCode,
    street,
    email: `${name}${n}@${plain(company)}.example`,
    jobTitle: pick(jobs),
    phone: next() < 0.7 ? place.phone(1000 + n * 37) : null,
    country: place.country,
    language: place.language,
  };
}

const nobody: Person = {
  firstName: null,
  lastName: null,
  email: null,
  company: null,
  jobTitle: null,
  phone: null,
  street: null,
  postalCode: null,
  city: null,
  country: null,
  language: null,
};

/** People as they really stand in a CRM: shouting addresses, twins, no address at all, names of every kind. */
export const oddPeople: Person[] = [
  {
    ...nobody,
    firstName: 'Oluwaseun',
    lastName: 'Adeyemi-Whitcombe',
    email: 'o.adeyemi-whitcombe@verylongcompanyname.example',
    company: 'Very Long Company Name and Sons Trading International Holdings',
    city: 'Lagos',
    country: 'NG',
  },
  {
    ...nobody,
    firstName: 'WALTER',
    lastName: 'SCHNEIDER',
    email: 'WALTER.SCHNEIDER@HAFENWERK.EXAMPLE',
    company: 'Hafenwerk',
    city: 'Hamburg',
    country: 'DE',
    phone: '040 123 4567',
  },
  {
    ...nobody,
    firstName: 'Walter',
    lastName: 'Schneider',
    email: 'walter.schneider@hafenwerk.example',
    company: 'Hafenwerk GmbH',
    city: 'Hamburg',
    country: 'DE',
  },
  {
    ...nobody,
    firstName: 'Ana',
    lastName: 'Sousa',
    email: 'office@serra.example',
    company: 'Serra & Filhos',
    city: 'Porto',
    country: 'PT',
  },
  {
    ...nobody,
    firstName: 'Rui',
    lastName: 'Sousa',
    email: 'office@serra.example',
    company: 'Serra & Filhos',
    city: 'Porto',
    country: 'PT',
  },
  {
    ...nobody,
    firstName: 'Miguel',
    lastName: null,
    phone: '+351 21 000 0000',
    city: 'Lisboa',
    country: 'PT',
  },
  {
    ...nobody,
    firstName: 'Ingeborg',
    lastName: 'Solheim',
    company: 'Fjordline',
    city: 'Bergen',
    country: 'NO',
  },
  {
    ...nobody,
    firstName: 'Noor',
    lastName: 'van ’t Hoff',
    email: "noor.van't.hoff@banyan.example",
    city: '’s-Hertogenbosch',
    country: 'NL',
  },
  { ...nobody, firstName: null, lastName: null, email: 'info@bluelantern.example', company: 'Blue Lantern' },
  {
    ...nobody,
    firstName: 'Jürgen',
    lastName: 'Müller',
    email: 'jürgen@müller-möbel.example',
    company: 'Müller Möbel',
    city: 'Köln',
    country: 'DE',
  },
  {
    ...nobody,
    firstName: 'Wolfeschlegelsteinhausenbergerdorff',
    lastName: 'Featherstonehaugh-Cholmondeley-Marjoribanks',
    email: 'w.f@quayside.example',
    company: 'Quayside Tools',
    city: 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch',
    country: 'GB',
  },
  {
    ...nobody,
    firstName: 'X Æ',
    lastName: 'A-12',
    email: 'x+newsletter@kitanodai.example',
    city: 'Sapporo',
    country: 'JP',
  },
  {
    ...nobody,
    firstName: '=HYPERLINK("http://evil.example")',
    lastName: 'Tables',
    email: 'bobby.tables@glasnevin.example',
    company: "Robert'); DROP TABLE students;--",
  },
  {
    ...nobody,
    firstName: 'محمد',
    lastName: 'الأحمد',
    email: 'm.alahmad@dunes.example',
    city: 'دبي',
    country: 'AE',
    language: 'ar',
  },
  {
    ...nobody,
    firstName: '<b>Bold</b>',
    lastName: 'Markup',
    email: 'bold@markup.example',
    city: 'London',
    country: 'GB',
  },
];
