import countryNames from 'i18n-iso-countries';

/** Names of countries and languages in the tongues our files come in, read backwards into their codes; of one name the earlier tongue is believed. */
const tongues = [
  ...[
    'en',
    'de',
    'fr',
    'es',
    'it',
    'nl',
    'pt',
    'pl',
    'sv',
    'da',
    'nb',
    'cs',
    'ru',
    'tr',
    'uk',
    'ro',
    'hu',
    'el',
    'bg',
  ],
  ...['fi', 'sk', 'hr', 'sl', 'sr', 'no', 'et', 'lv', 'lt', 'ca'],
];

/** What files write and no dictionary says; keys as `loose` makes them. */
const countryAliases: Record<string, string> = {
  usa: 'US',
  'u s a': 'US',
  'united states of america': 'US',
  america: 'US',
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  uae: 'AE',
  holland: 'NL',
  'czech republic': 'CZ',
  'russian federation': 'RU',
  korea: 'KR',
  'republic of korea': 'KR',
  'south korea': 'KR',
  'viet nam': 'VN',
  'ivory coast': 'CI',
  'cote d ivoire': 'CI',
  swaziland: 'SZ',
  'cape verde': 'CV',
  macedonia: 'MK',
  'east timor': 'TL',
  burma: 'MM',
  'holy see': 'VA',
  'libyan arab jamahiriya': 'LY',
  'syrian arab republic': 'SY',
  'lao people s democratic republic': 'LA',
  'brunei darussalam': 'BN',
  'islamic republic of iran': 'IR',
  turkey: 'TR',
  'democratic people s republic of korea': 'KP',
  'saint helena': 'SH',
  'saint martin': 'MF',
  'svalbard and jan mayen islands': 'SJ',
  bosnia: 'BA',
  'united states virgin islands': 'VI',
  'saint vincent and the grenadines': 'VC',
  'kyrgyz republic': 'KG',
  pitcairn: 'PN',
  'slovak republic': 'SK',
  'united states minor outlying islands': 'UM',
  brd: 'DE',
  'palestinian territory': 'PS',
  'french southern territories': 'TF',
  'turks and caicos': 'TC',
  'heard island and mcdonald islands': 'HM',
  'south georgia and the south sandwich islands': 'GS',
  reunion: 'RE',
};

const loose = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/\([^)]*\)|\bsar china\b/gu, ' ')
    .replace(/\bst\b\.?/gu, 'saint')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

function languageNames(codes: string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const tongue of tongues) {
    const names = new Intl.DisplayNames([tongue], { type: 'language', fallback: 'none' });
    for (const code of codes) {
      const name = names.of(code);
      if (name && !found.has(loose(name))) found.set(loose(name), code);
    }
  }
  return found;
}

const letters = Array.from({ length: 26 }, (_, n) => String.fromCharCode(97 + n));

/** Names that the library has for what ISO 3166-1 assigns no code to. */
const noCountry = new Set(['XK']);

type Dictionary = { codes: Set<string>; names: Map<string, string> };
let countries: Dictionary | undefined;
let languages: Dictionary | undefined;

function countryDictionary(): Dictionary {
  const codes = Object.keys(countryNames.getAlpha2Codes()).filter((code) => !noCountry.has(code));
  const known = new Set(codes);
  const names = new Map<string, string>();
  for (const tongue of tongues) {
    for (const [code, all] of Object.entries(countryNames.getNames(tongue, { select: 'all' }))) {
      for (const name of all) if (known.has(code) && !names.has(loose(name))) names.set(loose(name), code);
    }
  }
  for (const [long, code] of Object.entries(countryNames.getAlpha3Codes()))
    if (known.has(code)) names.set(loose(long), code);
  for (const [number, long] of Object.entries(countryNames.getNumericCodes())) {
    const code = countryNames.alpha3ToAlpha2(long);
    if (code && known.has(code)) names.set(number, code);
  }
  return { codes: known, names };
}

function languageDictionary(): Dictionary {
  const named = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
  const codes = letters.flatMap((a) => letters.map((b) => a + b)).filter((code) => named.of(code));
  return { codes: new Set(codes), names: languageNames(codes) };
}

let english: Record<string, string> | undefined;

/** What people call each country, by its code. */
export function englishCountryNames(): Record<string, string> {
  const named = new Intl.DisplayNames(['en'], { type: 'region' });
  return (english ??= Object.fromEntries(
    [...(countries ??= countryDictionary()).codes].map((code) => [code, named.of(code) ?? code]),
  ));
}

/** The ISO 3166-1 code of a country's name or code; as typed where nothing fits. */
export function recogniseCountry(text: string): string {
  countries ??= countryDictionary();
  const typed = text.trim();
  const upper = typed.toUpperCase();
  if (countries.codes.has(upper)) return upper;
  const key = loose(typed);
  return (
    countryAliases[key] ?? countries.names.get(key) ?? countries.names.get(key.replace(/^the /, '')) ?? typed
  );
}

/** The BCP 47 tag of a language's name or tag; as typed where nothing fits. */
export function recogniseLanguage(text: string): string {
  languages ??= languageDictionary();
  const typed = text.trim();
  const named = languages.names.get(loose(typed));
  if (named) return named;
  const parts = /^([a-z]{2})(?:[-_]([a-z]{2}))?$/i.exec(typed);
  const language = parts?.[1]?.toLowerCase();
  if (!language || !languages.codes.has(language)) return typed;
  return parts?.[2] ? `${language}-${parts[2].toUpperCase()}` : language;
}

/** Codes of the countries or languages that a filter means: by name in any tongue, an alias, or the code itself. */
export function codesNamedLike(type: 'region' | 'language', op: 'is' | 'contains', text: string): string[] {
  const one = type === 'region' ? recogniseCountry(text) : recogniseLanguage(text);
  const { codes, names } =
    type === 'region' ? (countries ??= countryDictionary()) : (languages ??= languageDictionary());
  const part = loose(text);
  const found = new Set(codes.has(one) || one !== text.trim() ? [one] : []);
  if (op === 'contains' && part !== '')
    for (const [name, code] of names) if (name.includes(part)) found.add(code);
  return [...found];
}
